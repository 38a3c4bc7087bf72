using System.Buffers;

namespace Iamd.Accounts;

/// <summary>Whether a password is good enough: by the account's password policy, or by AWS's default one.</summary>
/// <remarks>
/// IAM User Guide, "Set an account password policy for IAM users": the default policy asks for 8 characters and three of the
/// four kinds. It also refuses the account's name and mail address, which iamd does not know.
/// </remarks>
internal static class PasswordRules
{
    private const int DefaultMinimumLength = 8;
    private const int DefaultKinds = 3;

    private static readonly Kind Uppercase = new("uppercase letter", SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    private static readonly Kind Lowercase = new("lowercase letter", SearchValues.Create("abcdefghijklmnopqrstuvwxyz"));
    private static readonly Kind Number = new("number", SearchValues.Create("0123456789"));
    private static readonly Kind Symbol = new("symbol", SearchValues.Create("!@#$%^&*()_+-=[]{}|'"));

    /// <summary>Null when the password may be set, else the error, in which nothing of the password stands.</summary>
    public static AwsError? Check(PasswordPolicy? policy, string password)
    {
        string? violation = policy is null ? DefaultViolation(password) : Violation(policy, password);
        return violation is null ? null : IamErrors.PasswordPolicyViolation(violation);
    }

    private static string? Violation(PasswordPolicy policy, string password)
    {
        List<string> missing = [];
        if (password.Length < policy.MinimumPasswordLength)
            missing.Add(TooShort(policy.MinimumPasswordLength));
        AddMissing(policy.RequireUppercaseCharacters, Uppercase);
        AddMissing(policy.RequireLowercaseCharacters, Lowercase);
        AddMissing(policy.RequireNumbers, Number);
        AddMissing(policy.RequireSymbols, Symbol);
        return missing.Count == 0 ? null : string.Join(", ", missing);

        void AddMissing(bool required, Kind kind)
        {
            if (required && !kind.IsIn(password))
                missing.Add(kind.Missing);
        }
    }

    private static string? DefaultViolation(string password)
    {
        if (password.Length < DefaultMinimumLength)
            return TooShort(DefaultMinimumLength);
        Kind[] missing = [.. ((Kind[])[Uppercase, Lowercase, Number, Symbol]).Where(kind => !kind.IsIn(password))];
        int wanting = DefaultKinds - (4 - missing.Length);
        return wanting <= 0
            ? null
            : $"Password should meet {wanting} more of the following requirements: {string.Join(", ", missing.Select(kind => kind.Missing))}";
    }

    private static string TooShort(int length) => $"Password should have a minimum length of {length}";

    /// <summary>A kind of characters.</summary>
    private sealed record Kind(string Name, SearchValues<char> Characters)
    {
        public string Missing => $"Password should have at least one {Name}";

        public bool IsIn(string password) => password.AsSpan().ContainsAny(Characters);
    }
}
