using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Iamd.Terminal;
using Iamd.Validation;

namespace Iamd.Commands;

/// <summary><c>iamd validate</c>: checks policies as storing them would, and warns of what is wider than it should be.</summary>
internal static class ValidateCommand
{
    private const int Invalid = 1;

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Policies, one a file; '-' is standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Kind = CreateKind();

    public static Command Create()
    {
        TaughtCommand command = new("validate", "Checks policies as storing them would, and warns of '*', unknown actions and over-wide grants; needs no daemon.")
        {
            Examples =
            [
                new("iamd validate policy.json", "Says what AWS would, with line and column, and what to look at again."),
                new("iamd validate --type trust role.json", "The policy that says who may assume a role."),
                new("iamd validate --output json policies/*.json", "For editors and CI."),
            ],
            Notes = "Exit status: 0 when every policy may be stored (warnings or not), 1 when one may not, 2 when a file cannot be read.",
        };
        NoOptions.In(Files);
        command.Arguments.Add(Files);
        command.Options.Add(Kind);
        command.Options.Add(OutputOption.Instance);
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(Files),
            PolicyKind.All[parsed.GetRequiredValue(Kind)],
            OutputOption.IsJson(parsed)));
        return command;
    }

    private static int Run(string[] files, PolicyKind kind, bool asJson)
    {
        ImmutableArray<PolicyReview> reviews = [.. files.Select(file => PolicyReview.Of(file, InputFile.ReadText(file), kind))];
        if (asJson)
            Screen.WriteJson(new JsonObject { ["files"] = new JsonArray([.. reviews.Select(review => (JsonNode)review.ToJson())]) });
        else
            foreach (PolicyReview review in reviews)
                Console.Out.WriteLine(review);
        return reviews.All(review => review.IsValid) ? 0 : Invalid;
    }

    private static Option<string> CreateKind()
    {
        Option<string> kind = new("--type")
        {
            Description = "What the policy is for; 'identity' is one of users, groups and roles.",
            DefaultValueFactory = _ => PolicyKind.Default,
        };
        return kind.AcceptOnlyFromAmong([.. PolicyKind.All.Keys]);
    }
}
