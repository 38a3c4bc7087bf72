using System.Text.Json;

namespace Iamd.Catalog.Tests;

public sealed class ManagedPoliciesTests
{
    [Fact]
    public void The_catalogue_is_whole() => Assert.True(ManagedPolicies.All.Length > 1500, $"{ManagedPolicies.All.Length} policies");

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess", "AdministratorAccess", "/", "v1", "2015-02-06T18:39:46Z", "2015-02-06T18:39:46Z")]
    [InlineData("arn:aws:iam::aws:policy/AmazonS3FullAccess", "AmazonS3FullAccess", "/", "v2", "2015-02-06T18:40:58Z", "2021-09-27T20:16:37Z")]
    [InlineData("arn:aws:iam::aws:policy/ReadOnlyAccess", "ReadOnlyAccess", "/", "v188", "2015-02-06T18:39:48Z", "2026-07-21T18:42:30Z")]
    [InlineData("arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess", "AmazonEC2ReadOnlyAccess", "/", "v5", "2015-02-06T18:40:17Z", "2026-02-12T18:03:17Z")]
    [InlineData("arn:aws:iam::aws:policy/IAMUserChangePassword", "IAMUserChangePassword", "/", "v5", "2016-11-15T00:25:16Z", "2026-02-12T17:58:57Z")]
    [InlineData("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "AWSLambdaBasicExecutionRole", "/service-role/", "v1", "2015-04-09T15:03:43Z", "2015-04-09T15:03:43Z")]
    [InlineData("arn:aws:iam::aws:policy/job-function/SystemAdministrator", "SystemAdministrator", "/job-function/", "v12", "2016-11-10T17:23:56Z", "2026-02-12T18:02:37Z")]
    [InlineData("arn:aws:iam::aws:policy/aws-service-role/AWSServiceRoleForEC2ScheduledInstances", "AWSServiceRoleForEC2ScheduledInstances", "/aws-service-role/", "v1", "2017-10-12T18:31:55Z", "2017-10-12T18:31:55Z")]
    public void A_policy_is_found_by_its_arn(string arn, string name, string path, string version, string created, string updated)
    {
        Assert.True(ManagedPolicies.TryFind(arn, out ManagedPolicy? policy));
        Assert.Equal(arn, policy.Arn.ToString());
        Assert.Equal(name, policy.Name);
        Assert.Equal(path, policy.Path);
        Assert.Equal(version, policy.DefaultVersionId);
        Assert.Equal(created, policy.CreateDate.ToString("yyyy-MM-ddTHH:mm:ssZ"));
        Assert.Equal(updated, policy.UpdateDate.ToString("yyyy-MM-ddTHH:mm:ssZ"));
        Assert.True(policy.IsAttachable);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AdministratorAccess")]
    [InlineData("arn:aws:iam::aws:policy")]
    [InlineData("arn:aws:iam::aws:policy/")]
    [InlineData("arn:aws:iam::aws:policy/NoSuchPolicy")]
    [InlineData("arn:aws:iam::aws:policy/administratoraccess")]
    [InlineData("arn:aws:iam::aws:policy//AdministratorAccess")]
    [InlineData("arn:aws:iam::aws:policy/service-role/AdministratorAccess")]
    [InlineData("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole")]
    [InlineData("arn:aws:iam::aws:policy/Service-Role/AWSLambdaBasicExecutionRole")]
    [InlineData("arn:aws:iam::aws:role/AdministratorAccess")]
    [InlineData("arn:aws:iam::111122223333:policy/AdministratorAccess")]
    [InlineData("arn:aws-cn:iam::aws:policy/AdministratorAccess")]
    [InlineData(" arn:aws:iam::aws:policy/AdministratorAccess")]
    public void Other_text_finds_nothing(string? arn)
    {
        Assert.False(ManagedPolicies.TryFind(arn, out ManagedPolicy? policy));
        Assert.Null(policy);
    }

    [Fact]
    public void Documents_are_laid_out_as_AWS_answers_them() => Assert.Equal(
        """
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": [
                        "logs:CreateLogGroup",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents"
                    ],
                    "Resource": "*"
                }
            ]
        }
        """,
        Find("service-role/AWSLambdaBasicExecutionRole").Document,
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Every_policy_is_consistent_and_its_document_is_a_policy()
    {
        foreach (ManagedPolicy policy in ManagedPolicies.All)
        {
            Assert.Matches(@"\A[\w+=,.@-]{1,128}\z", policy.Name);
            Assert.Contains(policy.Path, (string[])["/", "/service-role/", "/job-function/", "/aws-service-role/", "/root-task/"]);
            Assert.Matches(@"\AANPA[A-Z0-9]{17}\z", policy.PolicyId);
            Assert.True(policy.CreateDate <= policy.UpdateDate, policy.Name);
            Assert.Same(policy.Document, policy.Document);
            using JsonDocument document = JsonDocument.Parse(policy.Document);
            Assert.Equal("2012-10-17", document.RootElement.GetProperty("Version").GetString());
            Assert.NotEqual(JsonValueKind.Undefined, document.RootElement.GetProperty("Statement").ValueKind);
        }
    }

    [Fact]
    public void Names_arns_and_ids_are_unique()
    {
        int count = ManagedPolicies.All.Length;
        Assert.Equal(count, ManagedPolicies.All.DistinctBy(policy => policy.Name, StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(count, ManagedPolicies.All.DistinctBy(policy => policy.Arn).Count());
        Assert.Equal(count, ManagedPolicies.All.DistinctBy(policy => policy.PolicyId).Count());
    }

    [Fact]
    public void All_is_ordered_by_name_without_regard_to_case() => Assert.Equal(
        ManagedPolicies.All.Select(policy => policy.Name).Order(StringComparer.OrdinalIgnoreCase),
        ManagedPolicies.All.Select(policy => policy.Name));

    [Fact]
    public void Versions_come_newest_first_and_one_is_the_default()
    {
        foreach (ManagedPolicy policy in ManagedPolicies.All)
        {
            int[] numbers = [.. policy.Versions.Select(version => int.Parse(version.VersionId[1..]))];
            Assert.Equal(numbers.OrderDescending(), numbers);
            Assert.Equal(numbers.Distinct().Count(), numbers.Length);
            Assert.Equal(policy.DefaultVersionId, Assert.Single(policy.Versions, version => version.IsDefaultVersion).VersionId);
        }
    }

    [Fact]
    public void Old_versions_keep_their_documents()
    {
        ManagedPolicy policy = Find("AmazonS3FullAccess");
        Assert.Equal(["v2", "v1"], policy.Versions.Select(version => version.VersionId));
        Assert.True(policy.TryFindVersion("v1", out ManagedPolicyVersion? first));
        Assert.False(first.IsDefaultVersion);
        Assert.Contains("\"s3:*\"", first.Document);
        Assert.DoesNotContain("s3-object-lambda", first.Document);
        Assert.Contains("\"s3-object-lambda:*\"", policy.Document);
    }

    [Fact]
    public void Every_version_of_a_long_history_is_readable()
    {
        foreach (ManagedPolicyVersion version in Find("ReadOnlyAccess").Versions)
            JsonDocument.Parse(version.Document).Dispose();
    }

    [Theory]
    [InlineData("AdministratorAccess", "ANPAIWMBCKSKIEE64ZLYK", "Provides full access to AWS services and resources.")]
    [InlineData("ReadOnlyAccess", "ANPAILL3HVNFSB6DCOWYQ", "Provides read-only access to AWS services and resources.")]
    [InlineData("AmazonS3FullAccess", "ANPAIFIR6V6BVTRAHWINE", "Provides full access to all buckets via the AWS Management Console.")]
    [InlineData("AmazonEC2ReadOnlyAccess", "ANPAIGDT4SV4GSETWTBZK", "Provides read only access to Amazon EC2 via the AWS Management Console.")]
    [InlineData("IAMUserChangePassword", "ANPAJ4L4MM2A7QIEB56MS", "Provides the ability for an IAM user to change their own password.")]
    [InlineData("service-role/AWSLambdaBasicExecutionRole", "ANPAJNCQGXC42545SKXIK", "Provides write permissions to CloudWatch Logs.")]
    public void Ids_and_descriptions_are_those_of_AWS(string pathAndName, string id, string description)
    {
        ManagedPolicy policy = Find(pathAndName);
        Assert.Equal(id, policy.PolicyId);
        Assert.Equal(description, policy.Description);
        Assert.False(policy.IsDeprecated);
    }

    [Fact]
    public void What_AWS_no_longer_offers_is_kept_and_marked()
    {
        Assert.True(Find("AmazonGuardDutyFullAccess").IsDeprecated);
        Assert.False(Find("AmazonGuardDutyFullAccess_v2").IsDeprecated);
        Assert.InRange(ManagedPolicies.All.Count(policy => policy.IsDeprecated), 1, 100);
        Assert.All(ManagedPolicies.All.Where(policy => !policy.IsDeprecated), policy => Assert.NotEmpty(policy.Description ?? ""));
    }

    [Theory]
    [InlineData("v0")]
    [InlineData("v3")]
    [InlineData("V1")]
    [InlineData("1")]
    [InlineData("")]
    public void A_version_that_is_not_there_is_not_found(string versionId) =>
        Assert.False(Find("AmazonS3FullAccess").TryFindVersion(versionId, out _));

    [Theory]
    [InlineData("aws-service-role/AWSServiceRoleForEC2ScheduledInstances", true)]
    [InlineData("service-role/AWSLambdaBasicExecutionRole", false)]
    [InlineData("AdministratorAccess", false)]
    public void Policies_of_service_linked_roles_are_told_apart(string pathAndName, bool forServiceLinkedRoles) =>
        Assert.Equal(forServiceLinkedRoles, Find(pathAndName).IsForServiceLinkedRoles);

    private static ManagedPolicy Find(string pathAndName) =>
        ManagedPolicies.TryFind("arn:aws:iam::aws:policy/" + pathAndName, out ManagedPolicy? policy)
            ? policy
            : throw new InvalidOperationException($"no {pathAndName}");
}
