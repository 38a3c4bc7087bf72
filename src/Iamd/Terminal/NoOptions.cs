using System.CommandLine;
using System.CommandLine.Parsing;

namespace Iamd.Terminal;

/// <summary>Arguments that could be anything, but not a misspelt option.</summary>
internal static class NoOptions
{
    /// <summary>Refuses words that begin with a dash, other than the dash alone.</summary>
    public static void In(Argument argument) => argument.Validators.Add(Check);

    private static void Check(ArgumentResult result)
    {
        foreach (Token token in result.Tokens)
            if (token.Value is ['-', _, ..])
                result.AddError($"There is no option '{token.Value}'.");
    }
}
