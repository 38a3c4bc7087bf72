using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Iamd.Catalog;
using Iamd.Client;
using Iamd.Policy;
using Iamd.Simulation;
using Iamd.Terminal;

namespace Iamd.Commands;

/// <summary><c>iamd simulate</c>: what would be decided, and why.</summary>
internal static class SimulateCommand
{
    private const int Denied = 1;
    private const int MaxSuggestions = 200;

    private static readonly Argument<string[]> Words = CreateWords();

    private static readonly Option<string> User = new("--user") { Description = "Asks for this user.", HelpName = "NAME" };

    private static readonly Option<string> Role = new("--role") { Description = "Asks for this role.", HelpName = "NAME" };

    private static readonly Option<string> Group = new("--group") { Description = "Asks for this group.", HelpName = "NAME" };

    private static readonly Option<string> Principal = new("--principal") { Description = "Asks for this user, group or role.", HelpName = "ARN" };

    private static readonly Option<string[]> Attach = new("--attach") { Description = "Asks as if this policy were attached too; repeatable.", HelpName = "FILE" };

    private static readonly Option<string[]> PolicyFiles = new("--policy")
    {
        Description = "Needs no daemon: asks as if this policy were all there is; repeatable.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Context = new("--context")
    {
        Description = "Value of a condition key in the request; repeatable, and for several values of one key, too.",
        HelpName = "KEY=VALUE",
    };

    public static Command Create()
    {
        TaughtCommand command = new("simulate", "Says whether an action would be allowed, and which statement of which policy decides; nothing is changed.")
        {
            Examples =
            [
                new("iamd simulate --user auditor s3:DeleteBucket arn:aws:s3:::logs", "May the user auditor delete the bucket logs?"),
                new("iamd simulate --user dora --attach new.json s3:PutObject arn:aws:s3:::uploads/a.txt", "Might she, if new.json were attached to her?"),
                new("iamd simulate --policy new.json --context aws:SourceIp=203.0.113.7 s3:GetObject arn:aws:s3:::reports/1", "What does this file allow? Needs no daemon."),
                new("iamd simulate --role Deploy ec2:RunInstances && ./deploy.sh", "Goes on only if it is allowed."),
            ],
            Notes = "Exit status: 0 allowed, 1 denied (where several are asked: one of them), 2 the question could not be asked.",
        };
        command.Arguments.Add(Words);
        foreach (Option option in (Option[])[User, Role, Group, Principal, Attach, PolicyFiles, Context])
            command.Options.Add(option);
        ClientOptions.AddTo(command);
        command.Validators.Add(RefuseSeveral);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        Question question = Question.Read(parsed.GetRequiredValue(Words), parsed.GetValue(Context) ?? []);
        string[] policies = parsed.GetValue(PolicyFiles) ?? [];
        string[] attached = parsed.GetValue(Attach) ?? [];
        (string? subject, ImmutableArray<SimulatedDecision> decisions) = policies.Length > 0
            ? (parsed.GetValue(Principal), OfflineSimulator.Decide(question, [.. policies, .. attached], parsed.GetValue(Principal)))
            : await AskAsync(parsed, question, attached);
        Print(decisions, subject, OutputOption.IsJson(parsed));
        return decisions.All(decision => decision.Outcome == DecisionOutcome.Allowed) ? 0 : Denied;
    }

    private static async Task<(string Subject, ImmutableArray<SimulatedDecision> Decisions)> AskAsync(ParseResult parsed, Question question, string[] attached)
    {
        using AwsClient client = await ClientOptions.OpenAsync(parsed);
        (string subject, string arn) = await FindAsync(parsed, client);
        return (subject, await new OnlineSimulator(client).DecideAsync(question, arn, attached));
    }

    /// <summary>Who is asked for: by name, by ARN, else the caller.</summary>
    private static async Task<(string Subject, string Arn)> FindAsync(ParseResult parsed, AwsClient client)
    {
        if (parsed.GetValue(Principal) is string arn)
            return (arn, arn);
        foreach ((Option<string> option, string entity) in (ReadOnlySpan<(Option<string>, string)>)[(User, "User"), (Role, "Role"), (Group, "Group")])
            if (parsed.GetValue(option) is string name)
                return await FindAsync(client, entity, name);
        XElement caller = await client.StsAsync("GetCallerIdentity");
        string[] resource = caller.RequiredText("Arn").Split(':', 6)[^1].Split('/');
        return resource switch
        {
            ["root"] => throw new CommandFailure("You are root, whom no policy limits. Ask for somebody: --user, --role, --group or --principal."),
            ["assumed-role", string role, _] => await FindAsync(client, "Role", role),
            ["user", .., string user] => await FindAsync(client, "User", user),
            _ => throw new CommandFailure($"The simulator knows users, groups and roles, and you are {caller.RequiredText("Arn")}. Name somebody with --user or --role."),
        };
    }

    private static async Task<(string Subject, string Arn)> FindAsync(AwsClient client, string entity, string name)
    {
        XElement found = (await client.IamAsync($"Get{entity}", ($"{entity}Name", name))).Required(entity);
        return ($"{entity.ToLowerInvariant()} {found.RequiredText($"{entity}Name")}", found.RequiredText("Arn"));
    }

    private static void Print(ImmutableArray<SimulatedDecision> decisions, string? subject, bool asJson)
    {
        if (asJson)
            Screen.WriteJson(new JsonObject
            {
                ["principal"] = subject,
                ["results"] = new JsonArray([.. decisions.Select(decision => (JsonNode)decision.ToJson())]),
            });
        else
            foreach (SimulatedDecision decision in decisions)
                decision.Print(subject);
    }

    private static void RefuseSeveral(CommandResult command)
    {
        Option[] named = [.. ((Option[])[User, Role, Group, Principal]).Where(option => command.GetResult(option) is not null)];
        if (named.Length > 1)
            command.AddError($"{named[0].Name} and {named[1].Name} exclude each other.");
        else if (command.GetResult(PolicyFiles) is not null && named is [var one] && one != Principal)
            command.AddError($"{one.Name} asks the daemon and --policy does not; --attach asks for {one.Name} with one policy more.");
    }

    private static Argument<string[]> CreateWords()
    {
        Argument<string[]> words = new("ACTION")
        {
            HelpName = "ACTION… [RESOURCE]",
            Description = "Actions, such as s3:GetObject, and resources: ARNs, or '*', which is also what is meant when there is none.",
            Arity = ArgumentArity.OneOrMore,
        };
        words.CompletionSources.Add(Suggest);
        NoOptions.In(words);
        return words;
    }

    /// <summary>Services first, then their actions.</summary>
    private static IEnumerable<CompletionItem> Suggest(CompletionContext context)
    {
        string word = context.WordToComplete;
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        IEnumerable<string> names = colon < 0
            ? Services.All.Where(service => service.Prefix.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(service => service.Prefix + ":")
            : Services.ExpandAction(word + "*").Select(action => action.FullName);
        return names.Take(MaxSuggestions).Select(name => new CompletionItem(name));
    }
}
