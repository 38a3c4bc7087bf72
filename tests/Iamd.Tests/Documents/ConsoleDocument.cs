using System.Text;
using System.Text.RegularExpressions;

namespace Iamd.Tests.Documents;

/// <summary>A Markdown document whose <c>console</c> blocks are commands (<c>$ …</c>) with the output that follows each.</summary>
internal sealed class ConsoleDocument
{
    private readonly List<string> _lines;

    private ConsoleDocument(List<string> lines, List<Step> steps)
    {
        _lines = lines;
        Steps = steps;
    }

    /// <summary>The commands in their order.</summary>
    public List<Step> Steps { get; }

    public static ConsoleDocument Read(string path)
    {
        List<string> lines = [.. File.ReadAllLines(path)];
        List<Step> steps = [];
        bool inBlock = false;
        for (int i = 0; i < lines.Count; i++)
        {
            if (!inBlock)
            {
                inBlock = lines[i] == "```console";
                continue;
            }
            if (lines[i] == "```")
            {
                inBlock = false;
                continue;
            }
            int start = i;
            StringBuilder command = new(lines[i][2..]);
            // A here-document belongs to its command up to the line that ends it.
            if (Regex.Match(lines[i], @"<<'(\w+)'") is { Success: true } here)
            {
                do
                    command.Append('\n').Append(lines[++i]);
                while (lines[i] != here.Groups[1].Value);
            }
            int output = i + 1;
            while (lines[i + 1] != "```" && !lines[i + 1].StartsWith("$ ", StringComparison.Ordinal))
                i++;
            steps.Add(new Step(start + 1, command.ToString(), output, string.Join('\n', lines[output..(i + 1)])));
        }
        return new ConsoleDocument(lines, steps);
    }

    /// <summary>The document with other outputs, one for each step.</summary>
    public string With(IReadOnlyList<string> outputs)
    {
        List<string> lines = [.. _lines];
        for (int i = Steps.Count - 1; i >= 0; i--)
        {
            Step step = Steps[i];
            int count = step.Output.Length == 0 && !IsBlank(step) ? 0 : step.Output.Split('\n').Length;
            lines.RemoveRange(step.OutputLine, count);
            if (outputs[i].Length > 0)
                lines.InsertRange(step.OutputLine, outputs[i].Split('\n'));
        }
        return string.Join('\n', lines) + "\n";
    }

    private bool IsBlank(Step step) => step.OutputLine < _lines.Count && _lines[step.OutputLine].Length == 0;

    /// <summary>What differs from one run to the next, made the same: ids, secrets, dates, tokens.</summary>
    public static string Normalized(string output)
    {
        string text = Regex.Replace(output, @"\b(A[A-Z]{3})[A-Z2-7]{16,17}\b", "$1EXAMPLE");
        text = Regex.Replace(text, @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+00:00|Z)", "DATE");
        text = Regex.Replace(text, @"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])", "SECRET");
        text = Regex.Replace(text, @"[ \t]+$", "", RegexOptions.Multiline);
        return text.Trim('\n');
    }
}

/// <summary>One command of a document.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Command">The command, with its here-document.</param>
/// <param name="OutputLine">Index of the first line of its output.</param>
/// <param name="Output">What the document says it prints.</param>
internal sealed record Step(int Line, string Command, int OutputLine, string Output);
