using System.Globalization;
using System.Text;

namespace Iamd.Server.Tests.Fuzz;

/// <summary>Makes requests from the facts of the API: plausible ones, and ones that no client would send.</summary>
/// <param name="random">Decides all of it, so that a seed gives the same requests again.</param>
/// <param name="accountId">The daemon's account.</param>
internal sealed class RandomRequests(Random random, string accountId)
{
    /// <summary>Every secret in a request begins with this.</summary>
    public const string SecretMark = "Zz9-secret-";

    private static readonly string[] Names = ["alice", "ALICE", "bob", "carol", "Dev", "ops-1", "a@b.c", "x"];
    private static readonly string[] Paths = ["/", "/div/", "/div/sub/", "/a~b/"];

    // Escaped as they go over the wire; some cannot be escaped from any text.
    private static readonly string[] Oddities =
    [
        "", "%20", "%00", "a%00b", "%01%02", "%7F", "%FF%FE", "%ED%A0%80", "%ED%BF%BF", "%C0%80", "%F4%90%80%80", "%E2%80%AEalice", "alice%0A", "%0Aalice",
        "a%0D%0AX-Evil:%201", "%27%20OR%201=1%20--", "%3Cb%3E%26amp%3B%5D%5D%3E", "..%2F..%2Fetc%2Fpasswd", "%24%7Baws%3Ausername%7D", "*", "?", "+alice+",
        "%D0%B0lice", "%F0%9F%98%80", "%EF%BB%BF", "%EF%BF%BF", "%EF%BF%BE", "%C2%85", "%E2%80%A8", "null", "-1", "true", "%", "%4", "%ZZ", "a=b", "a%26b%3Dc", "%2525",
        "arn:aws:iam::aws:policy/", "arn:aws:iam:::", "arn", ":::::::", "arn:aws:iam::111122223333:user%2F", "%C4%B0", "%C5%BF", "%E2%84%AA",
    ];

    private static readonly string[] Numbers =
        ["0", "1", "-1", "2147483647", "2147483648", "-2147483649", "99999999999999999999", "1e3", "0x10", "%205", "%2B5", "%D9%A3", "", "NaN", "1.0", "1,000", "00900"];

    /// <summary>What answers gave out (key ids, markers, serial numbers): good for asking again.</summary>
    public List<string> Known { get; } = [];

    /// <summary>A form for the operation.</summary>
    public string Form(FactFile facts, string operation)
    {
        int hostility = random.Next(3) switch { 0 => 0, 1 => 8, _ => 35 };
        List<string> pairs = [$"Action={operation}", $"Version={facts.Version}"];
        foreach (FactMember member in facts.InputOf(operation))
            Add(pairs, member.Name, member, hostility, 0);
        if (hostility > 8 && Chance(15))
            Disturb(pairs);
        return string.Join('&', pairs);
    }

    private void Add(List<string> pairs, string name, FactMember member, int hostility, int depth)
    {
        if (!Chance(member.IsRequired ? 100 - (hostility / 4) : 45))
            return;
        AddValue(pairs, name, member.Name, member.Type, hostility, depth);
    }

    private void AddValue(List<string> pairs, string name, string member, FactType type, int hostility, int depth)
    {
        bool isHostile = Chance(hostility);
        if (isHostile && Chance(10))
        {
            // Another kind than the one that belongs here.
            pairs.Add(random.Next(4) switch
            {
                0 => $"{name}.member.1=x",
                1 => $"{name}.entry.1.key=x&{name}.entry.1.value=y",
                2 => $"{name}.Key=x&{name}.member.1.member.1.member.1=x",
                _ => $"{name}=x",
            });
            return;
        }
        switch (type.Kind)
        {
            case "structure" when depth < 4:
                foreach (FactMember inner in type.Members)
                    Add(pairs, $"{name}.{inner.Name}", inner, hostility, depth + 1);
                break;
            case "list":
                AddList(pairs, name, member, type, hostility, isHostile, depth);
                break;
            case "integer":
                pairs.Add($"{name}={(isHostile ? Pick(Numbers) : Between(type.Min ?? 1, Math.Min(type.Max ?? 1000, (type.Min ?? 1) + 50)))}");
                break;
            case "boolean":
                pairs.Add($"{name}={(isHostile ? Pick(["TRUE", "yes", "1", "", "%00", "tru%65"]) : Pick(["true", "false"]))}");
                break;
            default:
                pairs.Add($"{name}={(isHostile ? HostileText(type) : PlausibleText(member, type))}");
                break;
        }
    }

    private void AddList(List<string> pairs, string name, string member, FactType type, int hostility, bool isHostile, int depth)
    {
        if (type.Element is not FactType element)
            return;
        if (!isHostile)
        {
            int count = random.Next(1, 4);
            // The order of the parameters does not matter.
            foreach (int index in Enumerable.Range(1, count).OrderBy(_ => random.Next()))
                AddValue(pairs, $"{name}.member.{index}", member, element, hostility, depth + 1);
            return;
        }
        switch (random.Next(9))
        {
            case 0:
                pairs.Add($"{name}=");
                break;
            case 1:
                AddValue(pairs, $"{name}.member.2", member, element, hostility, depth + 1);
                break;
            case 2:
                AddValue(pairs, $"{name}.member.{Pick(["0", "01", "-1", "x", "2147483647", "99999999999", "", "1.5", "%31"])}", member, element, hostility, depth + 1);
                break;
            case 3:
                AddValue(pairs, $"{name}.member.1", member, element, hostility, depth + 1);
                AddValue(pairs, $"{name}.member.1", member, element, hostility, depth + 1);
                break;
            case 4:
                for (int i = 1; i <= (type.Max ?? 50) + 1; i++)
                    AddValue(pairs, $"{name}.member.{i}", member, element, 0, depth + 1);
                break;
            case 5 when depth == 0:
                for (int i = 1; i <= 2000; i++)
                    pairs.Add($"{name}.member.{i}=a");
                break;
            case 6:
                AddValue(pairs, $"{name}.1", member, element, hostility, depth + 1);
                break;
            case 7:
                pairs.Add($"{name}.member=x");
                break;
            default:
                pairs.Add($"{name}.member.1={Pick(Oddities)}");
                pairs.Add($"{name}.member.1.Key={Pick(Oddities)}");
                break;
        }
    }

    /// <summary>Spoils the form as a whole.</summary>
    private void Disturb(List<string> pairs)
    {
        switch (random.Next(8))
        {
            case 0:
                pairs.Add(pairs[random.Next(pairs.Count)]);
                break;
            case 1:
                pairs.Add(Pick(["&&&", "=x", "%", "%ZZ=1", new string('n', 600) + "=1", "Action=CreateUser", "Version=2010-05-08"]));
                break;
            case 2:
                for (int i = 0; i < 12_000; i++)
                    pairs.Add("p" + i.ToString(CultureInfo.InvariantCulture));
                break;
            case 3:
                pairs.RemoveAt(random.Next(pairs.Count));
                break;
            case 4:
                pairs.Insert(0, "\u00ff\u00fe=1");
                break;
            case 5:
                pairs[random.Next(pairs.Count)] += "%C3";
                break;
            case 6:
                pairs.Reverse();
                break;
            default:
                pairs.Add("X=" + new string('x', 5 << 20));
                break;
        }
    }

    private string PlausibleText(string member, FactType type)
    {
        if (type.IsSecret)
            return SecretMark + Pick(["Aa1!", "aaaa", "%E9%FC", "1"]).Replace("%E9%FC", "%C3%A9", StringComparison.Ordinal);
        if (type.Enum.Count > 0)
            return Pick(type.Enum);
        string text = member switch
        {
            "PolicyDocument" or "AssumeRolePolicyDocument" or "Policy" or "PolicyInputList" or "ResourcePolicy" or "PermissionsBoundaryPolicyInputList" =>
                Chance(75) ? Pick(Policies.Good) : Policies.Hostile(random),
            "Path" or "NewPath" or "PathPrefix" => Pick(Paths),
            "SerialNumber" => $"arn:aws:iam::{accountId}:mfa/{Pick(Names)}",
            "AccessKeyId" or "Marker" or "DeletionTaskId" or "EncodedMessage" => Known.Count > 0 ? Known[random.Next(Known.Count)] : "AKIAIOSFODNN7EXAMPLE",
            "AuthenticationCode1" or "AuthenticationCode2" or "TokenCode" => random.Next(1_000_000).ToString("D6", CultureInfo.InvariantCulture),
            "VersionId" => Pick(["v1", "v2", "v9"]),
            "AWSServiceName" => Pick(["elasticbeanstalk.amazonaws.com", "autoscaling.amazonaws.com", "nobody.amazonaws.com"]),
            "RoleArn" => $"arn:aws:iam::{accountId}:role/{Pick(Names)}",
            "ActionNames" => Pick(["s3:GetObject", "iam:CreateUser", "sts:AssumeRole", "x:y"]),
            "ResourceArns" or "ResourceOwner" => Pick(["*", "arn:aws:s3:::b/k", $"arn:aws:iam::{accountId}:user/alice", "arn:aws:iam::444455556666:root"]),
            "CallerArn" or "PolicySourceArn" => $"arn:aws:iam::{accountId}:{Pick(["user", "group", "role"])}/{Pick(Names)}",
            "Description" => Pick(["a description", "déjà vu", ""]),
            "AccountAlias" => Pick(["acme", "a-b-c"]),
            "ContextKeyName" => Pick(["aws:username", "aws:SourceIp", "aws:CurrentTime", "s3:max-keys"]),
            "ContextKeyValues" => Pick(["alice", "10.0.0.1", "2026-01-01T00:00:00Z", "10", "true"]),
            _ when member.EndsWith("Arn", StringComparison.Ordinal) || member is "PermissionsBoundary" or "arn" =>
                Pick(["arn:aws:iam::aws:policy/ReadOnlyAccess", $"arn:aws:iam::{accountId}:policy/alice", $"arn:aws:iam::{accountId}:policy/div/bob", "arn:aws:iam::444455556666:policy/x"]),
            "ExternalId" or "RoleSessionName" or "SourceIdentity" or "Name" => Pick(["session", "alice", "42"]),
            _ => Pick(Names),
        };
        return Uri.EscapeDataString(text);
    }

    private string HostileText(FactType type)
    {
        string prefix = type.IsSecret ? SecretMark : "";
        return prefix + random.Next(12) switch
        {
            0 => new string('a', (type.Max ?? 500) + 1),
            1 => new string('a', type.Max ?? 500),
            2 => new string('a', Math.Max((type.Min ?? 1) - 1, 0)),
            3 => string.Concat(Enumerable.Repeat("%F0%9F%98%80", Math.Min(type.Max ?? 100, 2000))),
            4 => new string('a', 200_000),
            5 => string.Concat(Enumerable.Repeat("/a", Chance(10) ? 1_500_000 : 300)) + "!",
            6 => Uri.EscapeDataString(Policies.Hostile(random)),
            _ => Pick(Oddities),
        };
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private string Between(int least, int most) => random.Next(least, most + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The bytes of a form: one for each character.</summary>
    public static byte[] Bytes(string form) => Encoding.Latin1.GetBytes(form);
}
