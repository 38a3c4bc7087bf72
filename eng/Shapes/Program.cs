using System.Text;

namespace Iamd.Shapes;

/// <summary>Writes the fact files under <c>models/</c> and the C# under <c>src/Iamd.Protocol/Shapes/</c>.</summary>
internal static class Program
{
    private const string Usage = """
        Typed shapes of the AWS operations, from service models.

          dotnet run -c Release --project eng/Shapes -- facts MODEL.json models/NAME.json
              Reduces a service model (the SDKs' service-2.json form) to a compact fact file.

          dotnet run -c Release --project eng/Shapes -- code
              Writes the C# for iam.json and sts.json. Run it from the repository's root.

        When AWS publishes a new operation: run both, then look at the difference.
        """;

    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["facts", string model, string facts]:
                File.WriteAllText(facts, Facts.FromModel(File.ReadAllText(model)).Print());
                return 0;
            case ["code"]:
                foreach (string file in ServiceCode.FactFiles)
                    WriteService(Facts.Parse(File.ReadAllText(Path.Combine("models", file + ".json"))));
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static void WriteService(Facts facts)
    {
        string folder = Path.Combine("src", "Iamd.Protocol", "Shapes", facts.Service);
        Directory.CreateDirectory(folder);
        IReadOnlyDictionary<string, string> files = ServiceCode.Files(facts);
        foreach (string old in Directory.EnumerateFiles(folder, "*.g.cs"))
        {
            if (!files.ContainsKey(Path.GetFileName(old)))
                File.Delete(old);
        }
        foreach ((string name, string text) in files)
            File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
