using System.Buffers;
using System.Collections.Frozen;

namespace Iamd.Accounts;

/// <summary>The role that a service has linked to it: its name and its permissions.</summary>
/// <param name="Principal">The service's principal, such as <c>autoscaling.amazonaws.com</c>.</param>
/// <param name="Name">The role's name, suffix not included.</param>
/// <param name="PolicyName">AWS managed policy in <c>/aws-service-role/</c> that the role carries.</param>
/// <param name="Suffix">Whether callers may have several such roles, told apart by a suffix.</param>
/// <remarks>IAM User Guide, "AWS services that work with IAM", and the page on service-linked roles of each service's guide.</remarks>
public sealed record LinkedRole(string Principal, string Name, string? PolicyName, SuffixRule Suffix)
{
    private const string Domain = ".amazonaws.com";
    private const string NamePrefix = "AWSServiceRoleFor";

    private static readonly SearchValues<char> PrincipalCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly FrozenDictionary<string, LinkedRole> Known = Table().ToFrozenDictionary(role => role.Principal, StringComparer.Ordinal);

    /// <summary>The roles whose names are known.</summary>
    public static ImmutableArray<LinkedRole> All => Known.Values;

    /// <summary>
    /// The role of the service with that principal. One that is not in the table gets a name after the general rule: the
    /// labels of its principal, each beginning in upper case, and no policy. Null when the text is no AWS service principal.
    /// </summary>
    public static LinkedRole? Find(string principal)
    {
        if (Known.TryGetValue(principal, out LinkedRole? role))
            return role;
        if (!principal.EndsWith(Domain, StringComparison.Ordinal) || principal.AsSpan().ContainsAnyExcept(PrincipalCharacters))
            return null;
        string[] labels = principal[..^Domain.Length].Split(['.', '-'], StringSplitOptions.RemoveEmptyEntries);
        return labels.Length == 0
            ? null
            : new LinkedRole(principal, NamePrefix + string.Concat(labels.Select(label => char.ToUpperInvariant(label[0]) + label[1..])), null, SuffixRule.Refused);
    }

    /// <summary>ARN of the policy that the role carries; null when it carries none or AWS does not offer it any more.</summary>
    public string? PolicyArn
    {
        get
        {
            string arn = $"arn:aws:iam::aws:policy/aws-service-role/{PolicyName}";
            return PolicyName is not null && Catalog.ManagedPolicies.TryFind(arn, out _) ? arn : null;
        }
    }

    private static IEnumerable<LinkedRole> Table() =>
    [
        Of("access-analyzer", "AccessAnalyzer", "AccessAnalyzerServiceRolePolicy"),
        Of("accountdiscovery.ssm", "AmazonSSM_AccountDiscovery", "AWSSystemsManagerAccountDiscoveryServicePolicy"),
        Of("acm", "CertificateManager", "CertificateManagerServiceRolePolicy"),
        Of("agentless.inspector2", "AmazonInspector2Agentless", "AmazonInspector2AgentlessServiceRolePolicy"),
        Of("appmesh", "AppMesh", "AWSAppMeshServiceRolePolicy"),
        Of("autoscaling-plans", "AutoScalingPlans_EC2AutoScaling", "AWSAutoScalingPlansEC2AutoScalingPolicy"),
        Suffixed("autoscaling", "AutoScaling", "AutoScalingServiceRolePolicy"),
        Of("backup", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup"),
        Of("batch", "Batch", "BatchServiceRolePolicy"),
        Of("cassandra.application-autoscaling", "ApplicationAutoScaling_CassandraTable", "AWSApplicationAutoscalingCassandraTablePolicy"),
        Of("cks.kms", "KeyManagementServiceCustomKeyStores", "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy"),
        Of("cloud9", "AWSCloud9", "AWSCloud9ServiceRolePolicy"),
        Of("cloudhsm", "CloudHSM", "CloudHSMServiceRolePolicy"),
        Of("cloudtrail", "CloudTrail", "CloudTrailServiceRolePolicy"),
        Of("codestar-notifications", "CodeStarNotifications", "AWSCodeStarNotificationsServiceRolePolicy"),
        Of("compute-optimizer", "ComputeOptimizer", "ComputeOptimizerServiceRolePolicy"),
        Of("config", "Config", "AWSConfigServiceRolePolicy"),
        Suffixed("connect", "AmazonConnect", "AmazonConnectServiceLinkedRolePolicy"),
        Of("custom-resource.application-autoscaling", "ApplicationAutoScaling_CustomResource", "AWSApplicationAutoScalingCustomResourcePolicy"),
        Of("dax", "DAX", "DAXServiceRolePolicy"),
        Of("detective", "Detective", "AmazonDetectiveServiceLinkedRolePolicy"),
        Of("dms-fleet-advisor", "DMSFleetAdvisor", "AWSDMSFleetAdvisorServiceRolePolicy"),
        Of("dms", "DMSServerless", "AWSDMSServerlessServiceRolePolicy"),
        Of("docdb-elastic", "DocDB-Elastic", "AmazonDocDB-ElasticServiceRolePolicy"),
        Of("dynamodb.application-autoscaling", "ApplicationAutoScaling_DynamoDBTable", "AWSApplicationAutoscalingDynamoDBTablePolicy"),
        Of("ec2-instance-connect", "Ec2InstanceConnect", "Ec2InstanceConnectEndpoint"),
        Of("ec2.application-autoscaling", "ApplicationAutoScaling_EC2SpotFleetRequest", "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy"),
        Of("ec2fleet", "EC2Fleet", "AWSEC2FleetServiceRolePolicy"),
        Of("ecr", "ECRTemplate", "ECRTemplateServiceRolePolicy"),
        Of("ecs.application-autoscaling", "ApplicationAutoScaling_ECSService", "AWSApplicationAutoscalingECSServicePolicy"),
        Of("ecs", "ECS", "AmazonECSServiceRolePolicy"),
        Of("eks-connector", "AmazonEKSConnector", "AmazonEKSConnectorServiceRolePolicy"),
        Of("eks-fargate", "AmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy"),
        Of("eks-nodegroup", "AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"),
        Of("eks", "AmazonEKS", "AmazonEKSServiceRolePolicy"),
        Of("elasticache", "ElastiCache", "ElastiCacheServiceRolePolicy"),
        Of("elasticbeanstalk", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"),
        Of("elasticfilesystem", "AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"),
        Of("elasticloadbalancing", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"),
        Of("elasticmapreduce", "EMRCleanup", "AmazonEMRCleanupPolicy"),
        Of("email.cognito-idp", "AmazonCognitoIdpEmailService", "AmazonCognitoIdpEmailServiceRolePolicy"),
        Of("emr-containers", "AmazonEMRContainers", "AmazonEMRContainersServiceRolePolicy"),
        Of("emrwal", "EMRWAL", "EMRDescribeClusterPolicyForEMRWAL"),
        Of("es", "AmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy"),
        Of("events", "CloudWatchEvents", "CloudWatchEventsServiceRolePolicy"),
        Of("fis", "FIS", "AmazonFISServiceRolePolicy"),
        Of("fms", "FMS", "FMSServiceRolePolicy"),
        Of("fsx", "AmazonFSx", "AmazonFSxServiceRolePolicy"),
        Of("globalaccelerator", "GlobalAccelerator", "AWSGlobalAcceleratorSLRPolicy"),
        Of("grafana", "AmazonGrafana", "AmazonGrafanaServiceLinkedRolePolicy"),
        Of("guardduty", "AmazonGuardDuty", "AmazonGuardDutyServiceRolePolicy"),
        Of("imagebuilder", "ImageBuilder", "AWSServiceRoleForImageBuilder"),
        Of("inspector", "AmazonInspector", "AmazonInspectorServiceRolePolicy"),
        Of("inspector2", "AmazonInspector2", "AmazonInspector2ServiceRolePolicy"),
        Of("iotmanagedintegrations", "IoTManagedIntegrations", "AWSIoTManagedIntegrationsRolePolicy"),
        Of("ipam", "IPAM", "AWSIPAMServiceRolePolicy"),
        Of("kafka", "Kafka", "KafkaServiceRolePolicy"),
        Of("kafkaconnect", "KafkaConnect", "KafkaConnectServiceRolePolicy"),
        Of("lakeformation", "LakeFormationDataAccess", "LakeFormationDataAccessServiceRolePolicy"),
        Of("lambda.application-autoscaling", "ApplicationAutoScaling_LambdaConcurrency", "AWSApplicationAutoscalingLambdaConcurrencyPolicy"),
        Of("lex", "LexBots", "AmazonLexBotPolicy"),
        Suffixed("lexv2", "LexV2Bots", "AmazonLexV2BotPolicy"),
        Of("license-manager", "AWSLicenseManagerRole", "AWSLicenseManagerServiceRolePolicy"),
        Of("lightsail", "Lightsail", "LightsailExportAccess"),
        Of("logger.cloudfront", "CloudFrontLogger", "AWSCloudFrontLogger"),
        Of("m2", "AWSM2", "AWSM2ServicePolicy"),
        Of("macie", "AmazonMacie", "AmazonMacieServiceRolePolicy"),
        Of("memorydb", "MemoryDB", "MemoryDBServiceRolePolicy"),
        Of("mq", "AmazonMQ", "AmazonMQServiceRolePolicy"),
        Of("mrk.kms", "KeyManagementServiceMultiRegionKeys", "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy"),
        Of("network-firewall", "NetworkFirewall", "AWSNetworkFirewallServiceRolePolicy"),
        Of("networkmanager", "NetworkManager", "AWSNetworkManagerServiceRolePolicy"),
        Of("notifications", "AwsUserNotifications", "AWSUserNotificationsServiceLinkedRolePolicy"),
        Of("observability.aoss", "AmazonOpenSearchServerless", "AmazonOpenSearchServerlessServiceRolePolicy"),
        Of("opensearchservice", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"),
        Of("ops.apigateway", "APIGateway", "APIGatewayServiceRolePolicy"),
        Of("ops.emr-serverless", "AmazonEMRServerless", "AmazonEMRServerlessServiceRolePolicy"),
        Of("opsdatasync.ssm", "SystemsManagerOpsDataSync", "AWSSystemsManagerOpsDataSyncServiceRolePolicy"),
        Of("opsinsights.ssm", "AmazonSSM_OpsInsights", "AWSSSMOpsInsightsServiceRolePolicy"),
        Of("organizations", "Organizations", "AWSOrganizationsServiceTrustPolicy"),
        Of("osis", "AmazonOpenSearchIngestionService", "AmazonOpenSearchIngestionServiceRolePolicy"),
        Of("pullthroughcache.ecr", "ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"),
        Of("ram", "ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy"),
        Of("rds.application-autoscaling", "ApplicationAutoScaling_RDSCluster", "AWSApplicationAutoscalingRDSClusterPolicy"),
        Of("rds", "RDS", "AmazonRDSServiceRolePolicy"),
        Of("redshift", "Redshift", "AmazonRedshiftServiceLinkedRolePolicy"),
        Of("replication.cassandra", "KeyspacesReplication", "KeyspacesReplicationServiceRolePolicy"),
        Of("replication.dynamodb", "DynamoDBReplication", "DynamoDBReplicationServiceRolePolicy"),
        Of("replication.ecr", "ECRReplication", "ECRReplicationServiceRolePolicy"),
        Of("replicator.lambda", "LambdaReplicator", "AWSLambdaReplicator"),
        Of("repository.sync.codeconnections", "GitSync", "AWSGitSyncServiceRolePolicy"),
        Of("resource-explorer-2", "ResourceExplorer", "AWSResourceExplorerServiceRolePolicy"),
        Of("rolesanywhere", "RolesAnywhere", "AWSRolesAnywhereServicePolicy"),
        Of("route53resolver", "Route53Resolver", "Route53ResolverServiceRolePolicy"),
        Of("s3-outposts", "S3OnOutposts", "AWSS3OnOutpostsServiceRolePolicy"),
        Of("sagemaker.application-autoscaling", "ApplicationAutoScaling_SageMakerEndpoint", "AWSApplicationAutoscalingSageMakerEndpointPolicy"),
        Of("securityhub", "SecurityHub", "AWSSecurityHubServiceRolePolicy"),
        Of("servicequotas", "ServiceQuotas", "ServiceQuotasServiceRolePolicy"),
        Of("ses", "AmazonSES", "AmazonSESServiceRolePolicy"),
        Of("shield", "AWSShield", "AWSShieldServiceRolePolicy"),
        Of("spot", "EC2Spot", "AWSEC2SpotServiceRolePolicy"),
        Of("spotfleet", "EC2SpotFleet", "AWSEC2SpotFleetServiceRolePolicy"),
        Of("ssm-incidents", "IncidentManager", "AWSIncidentManagerServiceRolePolicy"),
        Of("ssm-quicksetup", "SSMQuickSetup", "SSMQuickSetupRolePolicy"),
        Of("ssm", "AmazonSSM", "AmazonSSMServiceRolePolicy"),
        Of("sso", "SSO", "AWSSSOServiceRolePolicy"),
        Of("storage-lens.s3", "S3StorageLens", "S3StorageLensServiceRolePolicy"),
        Of("support", "Support", "AWSSupportServiceRolePolicy"),
        Of("transitgateway", "VPCTransitGateway", "AWSVPCTransitGatewayServiceRolePolicy"),
        Of("trustedadvisor", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"),
        Of("vpcorigin.cloudfront", "CloudFrontVPCOrigin", "AWSCloudFrontVPCOriginServiceRolePolicy"),
        Of("waf-regional", "WAFRegionalLogging", "WAFRegionalLoggingServiceRolePolicy"),
        Of("waf", "WAFLogging", "WAFLoggingServiceRolePolicy"),
        Of("wafv2", "WAFV2Logging", "WAFV2LoggingServiceRolePolicy"),
    ];

    private static LinkedRole Of(string service, string name, string policy) => new(service + Domain, NamePrefix + name, policy, SuffixRule.Refused);

    private static LinkedRole Suffixed(string service, string name, string policy) => new(service + Domain, NamePrefix + name, policy, SuffixRule.Allowed);
}

/// <summary>Whether a service allows several service-linked roles with suffixes.</summary>
public enum SuffixRule
{
    Refused,
    Allowed,
}
