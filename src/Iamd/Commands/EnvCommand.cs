using System.CommandLine;
using System.Text.Json.Nodes;
using Iamd.Shell;
using Iamd.Terminal;

namespace Iamd.Commands;

/// <summary><c>iamd env</c>: prints the settings of <c>iamd shell</c>.</summary>
internal static class EnvCommand
{
    public static Command Create()
    {
        TaughtCommand command = new("env", "Prints the variables with which aws and every AWS SDK talk to this daemon only.")
        {
            Examples =
            [
                new("eval \"$(iamd env)\"", "Turns the shell you are in into one like 'iamd shell'."),
                new("iamd env --output json", "For programs."),
            ],
            Notes = "Credentials and profiles are in private files, readable by you alone; your own ~/.aws is left alone.",
        };
        ShellOptions.AddTo(command);
        command.Options.Add(OutputOption.Instance);
        command.SetAction(async (parsed, _) => Print(await ShellOptions.PrepareAsync(parsed), OutputOption.IsJson(parsed)));
        return command;
    }

    private static void Print(PrivateAws settings, bool asJson)
    {
        HashSet<string> set = [.. settings.Variables.Select(variable => variable.Key)];
        List<string> inherited = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith(PrivateAws.Prefix, StringComparison.Ordinal) && !set.Contains(name))
            .Order(StringComparer.Ordinal)];
        if (asJson)
        {
            Screen.WriteJson(new JsonObject
            {
                ["unset"] = new JsonArray([.. inherited.Select(name => (JsonNode)name)]),
                ["export"] = new JsonObject(settings.Variables.Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value))),
                ["path"] = settings.Programs,
            });
            return;
        }
        if (inherited.Count > 0)
            Console.Out.WriteLine($"unset {string.Join(' ', inherited)}");
        Console.Out.Write(Interactive.Exports(settings));
    }
}
