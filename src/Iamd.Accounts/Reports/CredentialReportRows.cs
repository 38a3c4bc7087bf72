using System.Globalization;
using System.Text;

namespace Iamd.Accounts;

/// <summary>The rows of a credential report: root first, then the users by name.</summary>
/// <remarks>
/// IAM User Guide, "Generate credential reports for your AWS account", the report format. Reports recorded in 2026 end with
/// <c>cert_2_last_rotated</c> (the guide also lists <c>additional_credentials_info</c>), write dates with <c>Z</c>, order keys by
/// their ids, show when a key was made whatever its status, and have no line break at the end.
/// </remarks>
internal static class CredentialReportRows
{
    /// <summary>There is no such thing.</summary>
    private const string None = "N/A";

    /// <summary>There is a password, and no sign-in with it is known.</summary>
    private const string NoInformation = "no_information";

    /// <summary>What root cannot have.</summary>
    private const string NotSupported = "not_supported";

    private const int KeyPlaces = 2;
    private const int CertificatePlaces = 2;

    private const string Header =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    /// <summary>The whole report.</summary>
    public static string Of(Account account, IActivity activity)
    {
        StringBuilder report = new(Header);
        RootUser root = account.Root;
        Write(
            report,
            new Row("<root_account>", root.Arn, root.Id, root.CreatedAt, root.LoginProfile, NotSupported, root.AccessKeys, root.SigningCertificates),
            account,
            activity);
        foreach (User user in account.Users)
        {
            string nextRotation = Rotation(account.Settings.PasswordPolicy, user.LoginProfile);
            Write(
                report,
                new Row(user.Name, user.Arn, user.Id, user.CreatedAt, user.LoginProfile, nextRotation, user.AccessKeys, user.SigningCertificates),
                account,
                activity);
        }
        return report.ToString();
    }

    /// <summary>When the account's password policy lets the password expire.</summary>
    private static string Rotation(PasswordPolicy? policy, LoginProfile? password) =>
        password is not null && policy?.MaxPasswordAgeDays is int days ? Date(password.PasswordChangedAt.AddDays(days)) : None;

    private static void Write(StringBuilder report, Row row, Account account, IActivity activity)
    {
        report.Append('\n').Append(Quoted(row.Name)).Append(',').Append(Quoted(row.Arn.ToString()));
        Append(report, Date(row.CreatedAt));
        AppendPassword(report, row, activity);
        Append(report, Truth(!account.ReferrersTo(ReferenceKind.MfaUser, row.Id).IsEmpty));
        AccessKey[] keys = [.. row.AccessKeys.OrderBy(key => key.Id, StringComparer.Ordinal)];
        for (int place = 0; place < KeyPlaces; place++)
            AppendKey(report, keys.ElementAtOrDefault(place), activity);
        // Recorded of pairs of which one was inactive: that one stands first, whichever is older.
        SigningCertificate[] certificates = [.. row.SigningCertificates.OrderBy(certificate => certificate.IsActive).ThenBy(certificate => certificate.UploadedAt)];
        for (int place = 0; place < CertificatePlaces; place++)
            AppendCertificate(report, certificates.ElementAtOrDefault(place));
    }

    private static void AppendPassword(StringBuilder report, Row row, IActivity activity)
    {
        string used = row.Password is null ? None
            : activity.PasswordLastUsed(row.Id) is DateTimeOffset at ? Date(at)
            : NoInformation;
        Append(report, Truth(row.Password is not null), used, row.Password is null ? None : Date(row.Password.PasswordChangedAt), row.NextRotation);
    }

    private static void AppendKey(StringBuilder report, AccessKey? key, IActivity activity)
    {
        AccessKeyUse? use = key is null ? null : activity.AccessKeyLastUsed(key.Id);
        Append(
            report,
            Truth(key is { IsActive: true }),
            key is null ? None : Date(key.CreatedAt),
            use is null ? None : Date(use.At),
            use?.Region ?? None,
            use?.Service ?? None);
    }

    private static void AppendCertificate(StringBuilder report, SigningCertificate? certificate) =>
        Append(report, Truth(certificate is { IsActive: true }), certificate is null ? None : Date(certificate.UploadedAt));

    private static void Append(StringBuilder report, params ReadOnlySpan<string> fields)
    {
        foreach (string field in fields)
            report.Append(',').Append(field);
    }

    /// <summary>Names and paths may hold commas.</summary>
    /// <remarks>RFC 4180, section 2, rule 6. A path may hold quotation marks: they are doubled.</remarks>
    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(',', '"') ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static string Truth(bool value) => value ? "true" : "false";

    private static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whose credentials a row is about.</summary>
    private sealed record Row(
        string Name,
        Arn Arn,
        string Id,
        DateTimeOffset CreatedAt,
        LoginProfile? Password,
        string NextRotation,
        ImmutableArray<AccessKey> AccessKeys,
        ImmutableArray<SigningCertificate> SigningCertificates);
}
