using System.Collections.Immutable;
using System.Globalization;
using Iamd.Accounts;
using Iamd.Policy;

namespace Iamd.Bench;

/// <summary>An account as large as one wants, of users with a key, a group and a policy each.</summary>
internal static class SampleWorld
{
    private static readonly AccountId Account = AccountId.Parse("111122223333");
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

    public static ImmutableArray<Change> Changes(int users, int policies)
    {
        ImmutableArray<Change>.Builder changes = ImmutableArray.CreateBuilder<Change>();
        changes.Add(Change.Create(
            new AccountSettings { Account = Account, Id = "settings", CreatedAt = Time },
            new RootUser { Account = Account, Id = Account.ToString(), CreatedAt = Time }));
        for (int i = 0; i < 100; i++)
        {
            changes.Add(Change.Put(new Group
            {
                Account = Account, Id = Text($"AGPA{i:D17}"), Name = Text($"group-{i}"), CreatedAt = Time, AttachedPolicies = ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            }));
        }
        for (int i = 0; i < policies; i++)
        {
            changes.Add(Change.Put(new ManagedPolicy
            {
                Account = Account,
                Id = Text($"ANPA{i:D17}"),
                Name = Text($"policy-{i}"),
                CreatedAt = Time,
                UpdatedAt = Time,
                DefaultVersion = 2,
                LatestVersion = 2,
                Versions = [new(1, Policy(i, 1), Time), new(2, Policy(i, 2), Time)],
            }));
        }
        for (int i = 0; i < users; i++)
        {
            changes.Add(Change.Put(new User
            {
                Account = Account,
                Id = Text($"AIDA{i:D17}"),
                Name = Text($"user-{i}"),
                CreatedAt = Time,
                GroupIds = [Text($"AGPA{i % 100:D17}")],
                AccessKeys = [new AccessKey { Id = Text($"AKIA{i:D16}"), Secret = new SealedSecret(1, [.. new byte[68]]), CreatedAt = Time }],
                AttachedPolicies = policies == 0 ? [] : [Text($"arn:aws:iam::{Account}:policy/policy-{i % policies}")],
                Tags = [new Tag("team", Text($"team-{i % 50}"))],
            }));
        }
        return changes.ToImmutable();
    }

    private static Document Policy(int number, int version)
    {
        string text = Text($$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "Read{{version}}",
                  "Effect": "Allow",
                  "Action": [ "s3:GetObject", "s3:ListBucket" ],
                  "Resource": [ "arn:aws:s3:::bucket-{{number}}", "arn:aws:s3:::bucket-{{number}}/*" ],
                  "Condition": { "StringEquals": { "aws:PrincipalTag/team": "team-{{number % 50}}" } }
                },
                { "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }
              ]
            }
            """);
        return Document.TryParse(text, out Document? document, out PolicyError? error) ? document : throw new InvalidOperationException(error.ToString());
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
