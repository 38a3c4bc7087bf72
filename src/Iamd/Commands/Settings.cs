using System.Collections.Immutable;
using System.CommandLine;
using Iamd.Server;

namespace Iamd.Commands;

/// <summary>Values of a command's options: from the command line, else from <c>IAMD_…</c> variables, else from a file.</summary>
/// <remarks>
/// The file holds lines <c>name = value</c>, named as the options are; <c>#</c> begins a comment. An option that may be
/// repeated is repeated there, and is a list with commas in its variable.
/// </remarks>
internal sealed class Settings
{
    private readonly ParseResult _commandLine;
    private readonly Func<string, string?> _variable;
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _file;

    private Settings(ParseResult commandLine, Func<string, string?> variable, ImmutableDictionary<string, ImmutableArray<string>> file)
    {
        _commandLine = commandLine;
        _variable = variable;
        _file = file;
    }

    /// <summary>Reads them for one call of a command.</summary>
    /// <param name="variable">Environment.</param>
    /// <param name="config">The option that names the file.</param>
    /// <param name="known">Options that may stand in the file.</param>
    /// <exception cref="StartFailure">The file cannot be read or understood.</exception>
    public static Settings Read(ParseResult commandLine, Func<string, string?> variable, Option<string> config, IReadOnlyCollection<Option> known)
    {
        string? file = commandLine.GetValue(config) ?? NonEmpty(variable(VariableOf(config)));
        return new Settings(commandLine, variable, file is null ? ImmutableDictionary<string, ImmutableArray<string>>.Empty : ReadFile(file, known));
    }

    /// <summary>Name of the variable that stands for an option, such as <c>IAMD_ACCOUNT_ID</c>.</summary>
    public static string VariableOf(Option option) =>
        "IAMD_" + option.Name.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    /// <summary>A text; null when it is not set.</summary>
    public string? Text(Option<string> option) =>
        _commandLine.GetValue(option)
        ?? NonEmpty(_variable(VariableOf(option)))
        ?? (_file.TryGetValue(option.Name, out ImmutableArray<string> values) ? values[^1] : null);

    /// <summary>A list; empty when it is not set. The first source that has any of it gives all of it.</summary>
    public ImmutableArray<string> List(Option<string[]> option)
    {
        ImmutableArray<string> values = _commandLine.GetValue(option) is { Length: > 0 } given ? [.. given]
            : NonEmpty(_variable(VariableOf(option))) is string variable ? [variable]
            : _file.GetValueOrDefault(option.Name, []);
        return [.. values.SelectMany(value => value.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    /// <summary>A switch; off when it is not set.</summary>
    /// <exception cref="StartFailure">It is neither <c>true</c> nor <c>false</c>.</exception>
    public bool Switch(Option<bool> option)
    {
        if (_commandLine.GetResult(option) is { Implicit: false })
            return _commandLine.GetValue(option);
        string? value = NonEmpty(_variable(VariableOf(option)))
            ?? (_file.TryGetValue(option.Name, out ImmutableArray<string> values) ? values[^1] : null);
        return value switch
        {
            null => false,
            "1" or "true" or "yes" or "on" => true,
            "0" or "false" or "no" or "off" => false,
            _ => throw new StartFailure($"{option.Name} is '{value}', but can only be true or false."),
        };
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> ReadFile(string path, IReadOnlyCollection<Option> known)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"The configuration file {path} cannot be read ({exception.Message}).", exception);
        }
        ImmutableDictionary<string, ImmutableArray<string>>.Builder values = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string name = "--" + (equals < 0 ? line : line[..equals]).Trim();
            if (equals < 0 || !known.Any(option => option.Name == name))
            {
                string names = string.Join(", ", known.Select(option => option.Name[2..]));
                throw new StartFailure($"{path}, line {i + 1}: write 'name = value', where name is one of {names}.");
            }
            values[name] = values.GetValueOrDefault(name, []).Add(line[(equals + 1)..].Trim());
        }
        return values.ToImmutable();
    }

    private static string? NonEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
