using System.Text.Json.Nodes;
using Iamd.Server;

namespace Iamd.Shell;

/// <summary>
/// Rules that tell <c>aws</c> and boto3 where IAM and STS are: versions before <c>AWS_ENDPOINT_URL</c> take them from nowhere else
/// when they call by themselves, as for a profile with a role.
/// </summary>
/// <remarks>
/// AWS CLI User Guide, <c>AWS_DATA_PATH</c>; Smithy specification, "AWS rules engine". A given <c>--endpoint-url</c> goes before.
/// </remarks>
internal static class EndpointRules
{
    private static readonly (string Service, string Version)[] Services = [("iam", "2010-05-08"), ("sts", "2011-06-15")];

    /// <summary>Writes the rules below a folder, as <c>aws</c> looks for them.</summary>
    public static void WriteAll(string folder, Uri endpoint)
    {
        foreach ((string service, string version) in Services)
        {
            string place = Path.Combine(folder, service, version);
            PrivateFile.CreateFolder(place);
            PrivateFile.Write(Path.Combine(place, "endpoint-rule-set-1.json"), Rules(service, endpoint).ToJsonString());
        }
    }

    private static JsonObject Rules(string service, Uri endpoint) => new()
    {
        ["version"] = "1.0",
        ["parameters"] = new JsonObject
        {
            ["Region"] = Parameter("AWS::Region", "String"),
            ["Endpoint"] = Parameter("SDK::Endpoint", "String"),
        },
        ["rules"] = new JsonArray(
            Rule([new JsonObject { ["fn"] = "isSet", ["argv"] = new JsonArray(Reference()) }], Reference(), new JsonObject()),
            Rule([], endpoint.GetLeftPart(UriPartial.Authority), new JsonObject
            {
                ["authSchemes"] = new JsonArray(new JsonObject { ["name"] = "sigv4", ["signingName"] = service, ["signingRegion"] = "us-east-1" }),
            })),
    };

    private static JsonObject Reference() => new() { ["ref"] = "Endpoint" };

    private static JsonObject Parameter(string builtIn, string type) => new()
    {
        ["builtIn"] = builtIn,
        ["required"] = false,
        ["documentation"] = builtIn,
        ["type"] = type,
    };

    private static JsonObject Rule(JsonArray conditions, JsonNode url, JsonObject properties) => new()
    {
        ["conditions"] = conditions,
        ["endpoint"] = new JsonObject { ["url"] = url, ["properties"] = properties, ["headers"] = new JsonObject() },
        ["type"] = "endpoint",
    };
}
