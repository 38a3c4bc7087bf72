using System.Diagnostics.CodeAnalysis;

namespace Iamd.Policy;

/// <summary>An AWS account id: exactly twelve ASCII digits.</summary>
public readonly record struct AccountId : IComparable<AccountId>
{
    private readonly string? _digits;

    private AccountId(string digits) => _digits = digits;

    /// <summary>Reads an account id; anything but twelve ASCII digits is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AccountId id)
    {
        if (text is { Length: 12 } && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            id = new AccountId(text);
            return true;
        }
        id = default;
        return false;
    }

    /// <exception cref="FormatException">The text is not twelve ASCII digits.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out AccountId id) ? id : throw new FormatException($"'{text}' is not an account id of 12 digits.");

    public int CompareTo(AccountId other) => string.CompareOrdinal(_digits, other._digits);

    public static bool operator <(AccountId left, AccountId right) => left.CompareTo(right) < 0;

    public static bool operator >(AccountId left, AccountId right) => left.CompareTo(right) > 0;

    public static bool operator <=(AccountId left, AccountId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AccountId left, AccountId right) => left.CompareTo(right) >= 0;

    /// <summary>The twelve digits; empty for <c>default</c>.</summary>
    public override string ToString() => _digits ?? "";
}
