using System.CommandLine;
using Iamd.Client;
using Iamd.Identities;
using Iamd.Terminal;

namespace Iamd.Commands;

/// <summary><c>iamd id</c>: who somebody is, with groups and effective policies.</summary>
internal static class IdCommand
{
    private static readonly Argument<string> Who = new("USER")
    {
        Description = "A user's name, or the ARN of a user, role, role session or group; the caller when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        TaughtCommand command = new("id", "Prints who somebody is, as 'id' does: groups, and every policy that counts with where it comes from.")
        {
            Examples =
            [
                new("iamd id", "Who am I?"),
                new("iamd id alice", "Alice's groups and policies: her own, and those of her groups."),
                new("iamd id arn:aws:iam::111122223333:role/Deploy", "A role's."),
            ],
        };
        NoOptions.In(Who);
        command.Arguments.Add(Who);
        ClientOptions.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using AwsClient client = await ClientOptions.OpenAsync(parsed);
        IdentityReader reader = new(client);
        Identity identity = parsed.GetValue(Who) switch
        {
            null => await reader.CallerAsync(),
            { } arn when arn.StartsWith("arn:", StringComparison.Ordinal) => await reader.ByArnAsync(arn),
            { } name => await reader.UserAsync(name),
        };
        if (OutputOption.IsJson(parsed))
            Screen.WriteJson(identity.ToJson());
        else
            identity.Print(Console.Out);
        return 0;
    }
}
