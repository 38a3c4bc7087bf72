using Iamd.Shapes;

namespace Iamd.Protocol.Tests.Shapes;

public sealed class GeneratedShapesTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> FactFiles => [.. ServiceCode.FactFiles];

    [Theory]
    [MemberData(nameof(FactFiles))]
    public void The_committed_shapes_are_those_that_the_fact_files_give(string name)
    {
        Facts facts = Facts.Parse(File.ReadAllText(Path.Combine(Root, "models", name + ".json")));
        string folder = Path.Combine(Root, "src", "Iamd.Protocol", "Shapes", facts.Service);

        IReadOnlyDictionary<string, string> files = ServiceCode.Files(facts);

        Assert.Equal(
            files.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        foreach ((string file, string text) in files)
            Assert.Equal(text, File.ReadAllText(Path.Combine(folder, file)));
    }

    [Theory]
    [MemberData(nameof(FactFiles))]
    public void A_fact_file_that_is_parsed_and_printed_stays_the_same(string name)
    {
        string text = File.ReadAllText(Path.Combine(Root, "models", name + ".json"));
        Assert.Equal(text, Facts.Parse(text).Print());
    }

    [Fact]
    public void A_model_is_reduced_to_its_facts()
    {
        string model = """
            {
              "metadata": { "endpointPrefix": "iam", "apiVersion": "2010-05-08", "xmlNamespace": "https://example.org/" },
              "operations": {
                "GetUser": {
                  "input": { "shape": "GetUserRequest" },
                  "output": { "shape": "GetUserResponse", "resultWrapper": "GetUserResult" },
                  "errors": [ { "shape": "NoSuchEntityException" }, { "shape": "OddException" } ],
                  "documentation": "<p>Not kept.</p>"
                }
              },
              "shapes": {
                "GetUserRequest": { "type": "structure", "required": ["UserName"], "members": { "UserName": { "shape": "userNameType" } } },
                "GetUserResponse": { "type": "structure", "members": { "Name": { "shape": "userNameType" } } },
                "userNameType": { "type": "string", "min": 1, "max": 64, "pattern": "[\\w+]+" },
                "unused": { "type": "string" },
                "NoSuchEntityException": { "type": "structure", "exception": true, "error": { "code": "NoSuchEntity", "httpStatusCode": 404 } },
                "OddException": { "type": "structure", "exception": true }
              }
            }
            """;
        string expected = """
            {
              "service": "Iam",
              "apiVersion": "2010-05-08",
              "xmlNamespace": "https://example.org/",
              "rejectedValues": "withheld",
              "operations": {
                "GetUser": {"family":"Users","input":"GetUserRequest","output":"GetUserResponse","errors":["NoSuchEntityException","OddException"]}
              },
              "structures": {
                "GetUserRequest": {"UserName":"userNameType!"},
                "GetUserResponse": {"Name":"userNameType"}
              },
              "types": {
                "userNameType": {"type":"string","min":1,"max":64,"pattern":"[\\w+]+","sentence":"It must contain only alphanumeric characters and/or the following: +=,.@_-"}
              },
              "errors": {
                "NoSuchEntityException": {"code":"NoSuchEntity","status":404},
                "OddException": {"code":"OddException","status":400}
              },
              "paginators": {}
            }

            """;
        Assert.Equal(expected, Facts.FromModel(model).Print());
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "iamd.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run inside the repository.");
    }
}
