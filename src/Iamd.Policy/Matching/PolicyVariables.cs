namespace Iamd.Policy;

/// <summary>Finds <c>${…}</c> in policy texts.</summary>
/// <remarks>IAM User Guide, "IAM policy elements: Variables and tags".</remarks>
internal static class PolicyVariables
{
    /// <summary>A part of a text: a stretch of plain pattern, or a variable.</summary>
    /// <param name="Text">The stretch; for a variable its key; for an escape its one character.</param>
    /// <param name="Kind">Which of these.</param>
    /// <param name="Default">A variable's default value.</param>
    public readonly record struct Part(PartKind Kind, string Text, string? Default);

    public enum PartKind
    {
        /// <summary>Text in which <c>*</c> and <c>?</c> are wildcards, where the element has wildcards.</summary>
        Plain,

        /// <summary><c>${*}</c>, <c>${?}</c> or <c>${$}</c>: the character itself.</summary>
        Escape,

        /// <summary><c>${key}</c> or <c>${key, 'default'}</c>.</summary>
        Variable,
    }

    /// <summary>Splits a text of a 2012-10-17 policy. What is not a well-formed variable stays plain text.</summary>
    public static List<Part> Split(string text)
    {
        List<Part> parts = [];
        int plainFrom = 0;
        int at = 0;
        while ((at = text.IndexOf("${", at, StringComparison.Ordinal)) >= 0)
        {
            if (!TryRead(text, at, out Part part, out int end))
            {
                at += 2;
                continue;
            }
            if (at > plainFrom)
                parts.Add(new Part(PartKind.Plain, text[plainFrom..at], null));
            parts.Add(part);
            plainFrom = at = end;
        }
        if (plainFrom < text.Length)
            parts.Add(new Part(PartKind.Plain, text[plainFrom..], null));
        return parts;
    }

    public static IEnumerable<string> NamesIn(string text) =>
        Split(text).Where(part => part.Kind == PartKind.Variable).Select(part => part.Text);

    private static bool TryRead(string text, int at, out Part part, out int end)
    {
        part = default;
        end = 0;
        // A default may hold a closing brace, so its quotation marks are looked at first.
        int from = at + 2;
        int stop = text.AsSpan(from).IndexOfAny('}', '\'') is >= 0 and int length ? from + length : -1;
        if (stop < 0)
            return false;
        if (text[stop] == '}')
        {
            end = stop + 1;
            string inside = text[from..stop];
            if (inside is "*" or "?" or "$")
                part = new Part(PartKind.Escape, inside, null);
            else if (inside.Trim() is { Length: > 0 } key)
                part = new Part(PartKind.Variable, key, null);
            else
                return false;
            return true;
        }

        string beforeQuote = text[from..stop].TrimEnd();
        int closing = text.IndexOf('\'', stop + 1);
        if (!beforeQuote.EndsWith(',') || closing < 0)
            return false;
        string name = beforeQuote[..^1].Trim();
        int brace = closing + 1;
        while (brace < text.Length && text[brace] == ' ')
            brace++;
        if (name.Length == 0 || brace >= text.Length || text[brace] != '}')
            return false;
        end = brace + 1;
        part = new Part(PartKind.Variable, name, text[(stop + 1)..closing]);
        return true;
    }
}
