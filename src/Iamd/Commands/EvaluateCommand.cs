using System.CommandLine;
using System.IO.Pipelines;
using System.Text;
using Iamd.Evaluation;
using Iamd.Policy.Json;
using Iamd.Terminal;

namespace Iamd.Commands;

/// <summary><c>iamd evaluate</c>: decides requests given with all their policies, without a server.</summary>
internal static class EvaluateCommand
{
    private const string NotUtf8 = """{"error":{"element":"","line":1,"column":1,"message":"The request is not UTF-8."}}""";

    private static readonly Argument<string> Input = new("FILE")
    {
        Description = "One JSON object, or JSON lines: an object a line. '-' is standard input, answered line by line.",
    };

    private static readonly Option<bool> Explain = new("--explain") { Description = "Also tells what each type of policy said, what was close, and a sentence." };

    public static Command Create()
    {
        TaughtCommand command = new("evaluate", "Decides requests given as JSON with all the policies that take part; needs no daemon.")
        {
            Examples =
            [
                new("iamd evaluate request.json", "Prints {\"decision\":\"allowed\",…}, explicitDeny or implicitDeny, with the statements that decided."),
                new("iamd evaluate --explain - < requests.jsonl", "One answer a line, each with its reason."),
            ],
            Notes = "Exit status: 0 when every line was decided, whatever the decision; 2 when one could not be read: its answer is {\"error\":…}.",
        };
        NoOptions.In(Input);
        command.Arguments.Add(Input);
        command.Options.Add(Explain);
        command.Options.Add(OutputOption.OnlyJson);
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetRequiredValue(Input),
            parsed.GetValue(Explain) ? AnswerDetail.Explanation : AnswerDetail.Decision));
        return command;
    }

    private static async Task<int> RunAsync(string path, AnswerDetail detail)
    {
        await using Stream input = InputFile.Open(path);
        await using Stream output = Console.OpenStandardOutput();
        // A program that asks on a pipe waits for its answer; a file's answers may gather.
        bool atOnce = path == InputFile.StandardInput;
        await using StreamWriter writer = new(output, new UTF8Encoding(false), bufferSize: 1 << 16) { AutoFlush = atOnce };
        int status = 0;
        try
        {
            await foreach (string? request in RequestTexts.ReadAsync(PipeReader.Create(input)))
            {
                (string answer, bool ok) = request is null ? (NotUtf8, false) : Evaluate.Line(request, detail);
                await writer.WriteLineAsync(answer);
                if (!ok)
                    status = CommandFailure.Status;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await writer.FlushAsync();
            throw new CommandFailure($"{path} cannot be read: {exception.Message}", exception);
        }
        return status;
    }
}
