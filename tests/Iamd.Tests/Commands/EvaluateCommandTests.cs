using System.Diagnostics;
using Iamd.Tests.Clients;

namespace Iamd.Tests.Commands;

/// <summary><c>iamd evaluate</c>.</summary>
public sealed class EvaluateCommandTests
{
    private const string Allowed = """{"request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:GetObject","resource":{"arn":"arn:aws:s3:::photos/cat.jpg"}},"identityPolicies":[{"name":"Read","policy":{"Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}}]}""";
    private const string AllowedAnswer = """{"decision":"allowed","matchedStatements":[{"policyType":"identityPolicy","policy":"Read","statement":0,"effect":"Allow","start":{"line":1,"column":195},"end":{"line":1,"column":247}}],"missingContextKeys":[]}""";
    private const string Denied = """{"request":{"principal":"anonymous","action":"s3:GetObject","resource":{"arn":"*"}}}""";
    private const string DeniedAnswer = """{"decision":"implicitDeny","matchedStatements":[],"missingContextKeys":[]}""";

    [Fact]
    public async Task One_object_over_many_lines_is_one_request()
    {
        await using Workplace here = new();
        here.With("ask.json", Denied.Replace(",", ",\n", StringComparison.Ordinal));
        ToolRun run = await here.Iamd("evaluate", "ask.json");
        Assert.Equal((0, DeniedAnswer + "\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData($"{Allowed}\n{Denied}\n")]
    [InlineData($"{Allowed}\n{Denied}")]
    [InlineData($"\n{Allowed}\r\n\n{Denied}\n\n")]
    [InlineData($"\uFEFF{Allowed}\n{Denied}\n")]
    public async Task Lines_are_answered_one_by_one(string input)
    {
        await using Workplace here = new();
        ToolRun run = await here.IamdReading(input, "evaluate", "-");
        Assert.Equal((0, $"{AllowedAnswer}\n{DeniedAnswer}\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData("not json", "line 1, column 1: Unexpected character 'n'.")]
    [InlineData("{\"request\":", "request, line 1, column 12: The text ends where a value is expected.")]
    [InlineData("[]", "A JSON object with a request is expected.")]
    [InlineData("{}", "request, line 1, column 1: The request is missing.")]
    public async Task A_bad_line_is_answered_in_its_place_and_the_rest_is_decided(string bad, string says)
    {
        await using Workplace here = new();
        here.With("ask.jsonl", $"{bad}\n{Denied}\n{bad}\n");
        ToolRun run = await here.Iamd("evaluate", "ask.jsonl");
        string[] answers = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, answers.Length);
        Assert.StartsWith("{\"error\":{", answers[0], StringComparison.Ordinal);
        Assert.Contains(says, answers[0], StringComparison.Ordinal);
        Assert.Equal(DeniedAnswer, answers[1]);
        Assert.Equal(answers[0], answers[2]);
        Assert.Equal((2, ""), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task A_line_that_is_not_UTF_8_is_an_error()
    {
        await using Workplace here = new();
        File.WriteAllBytes(Path.Combine(here.Path, "ask.jsonl"), [.. "{\"request\":\""u8, 0xFF, .. "\"}\n"u8]);
        ToolRun run = await here.Iamd("evaluate", "ask.jsonl");
        Assert.Equal((2, """{"error":{"element":"","line":1,"column":1,"message":"The request is not UTF-8."}}""" + "\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task A_broken_object_over_many_lines_is_one_error_with_its_place()
    {
        await using Workplace here = new();
        here.With("ask.json", "{\n  \"request\": {\n    \"principal\": \"anonymous\",\n    \"action\": }\n}\n");
        ToolRun run = await here.Iamd("evaluate", "ask.json");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("\"line\":4,\"column\":15", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_program_on_a_pipe_gets_its_answer_before_it_asks_again()
    {
        await using Workplace here = new();
        using Process evaluate = Process.Start(here.Start("evaluate", "-")) ?? throw new InvalidOperationException();
        for (int i = 0; i < 3; i++)
        {
            await evaluate.StandardInput.WriteLineAsync(Denied);
            await evaluate.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            Assert.Equal(DeniedAnswer, await evaluate.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        evaluate.StandardInput.Close();
        await evaluate.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Explain_adds_a_sentence_and_what_each_type_said()
    {
        await using Workplace here = new();
        ToolRun run = await here.IamdReading(Allowed, "evaluate", "--explain", "-");
        Assert.Contains("\"policyTypes\":[{\"policyType\":\"identityPolicy\",\"decision\":\"allowed\"}]", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"arn:aws:iam::111122223333:user/alice may do s3:GetObject on arn:aws:s3:::photos/cat.jpg", run.Output, StringComparison.Ordinal);
    }
}
