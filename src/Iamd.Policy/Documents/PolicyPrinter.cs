using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Iamd.Policy;

/// <summary>Prints a policy compactly, its elements in a fixed order; reading it again gives the same policy.</summary>
internal static class PolicyPrinter
{
    public static string Print(PolicyDocument document)
    {
        StringBuilder text = new("{");
        if (document.HasVersion)
            text.Append("\"Version\":").Append(document.Version == PolicyVersion.V2012 ? "\"2012-10-17\"," : "\"2008-10-17\",");
        if (document.Id is { } id)
            Quote(text.Append("\"Id\":"), id).Append(',');
        text.Append("\"Statement\":[");
        foreach (Statement statement in document.Statements)
        {
            if (statement.Index > 0)
                text.Append(',');
            Print(text, statement);
        }
        return text.Append("]}").ToString();
    }

    private static void Print(StringBuilder text, Statement statement)
    {
        text.Append('{');
        if (statement.Sid is { } sid)
            Quote(text.Append("\"Sid\":"), sid).Append(',');
        text.Append("\"Effect\":\"").Append(statement.Effect).Append('"');
        if (statement.Principal is { } principal)
            Print(text, principal);
        Print(text, "Action", statement.Action);
        if (statement.Resource is { } resource)
            Print(text, "Resource", resource);
        if (!statement.Conditions.IsEmpty)
            Print(text, statement.Conditions);
        text.Append('}');
    }

    private static void Print(StringBuilder text, PrincipalElement principal)
    {
        text.Append(principal.IsNot ? ",\"NotPrincipal\":" : ",\"Principal\":");
        if (principal.Names is [{ Kind: PrincipalKind.Everyone }])
        {
            text.Append("\"*\"");
            return;
        }
        char before = '{';
        foreach (IGrouping<PrincipalKind, PrincipalName> kind in principal.Names.GroupBy(name => name.Kind))
        {
            text.Append(before).Append('"').Append(kind.Key == PrincipalKind.Aws ? "AWS" : kind.Key.ToString()).Append("\":");
            PrintList(text, [.. kind.Select(name => name.Text)]);
            before = ',';
        }
        text.Append('}');
    }

    private static void Print(StringBuilder text, string name, MatchElement element)
    {
        text.Append(element.IsNot ? ",\"Not" : ",\"").Append(name).Append("\":");
        PrintList(text, element.Patterns);
    }

    private static void Print(StringBuilder text, ImmutableArray<ConditionTest> tests)
    {
        text.Append(",\"Condition\":");
        char beforeOperator = '{';
        foreach (IGrouping<string, ConditionTest> operation in tests.GroupBy(test => test.OperatorText, StringComparer.Ordinal))
        {
            Quote(text.Append(beforeOperator), operation.Key).Append(':');
            char beforeKey = '{';
            foreach (ConditionTest test in operation)
            {
                Quote(text.Append(beforeKey), test.Key).Append(':');
                PrintList(text, test.Values);
                beforeKey = ',';
            }
            text.Append('}');
            beforeOperator = ',';
        }
        text.Append('}');
    }

    private static void PrintList(StringBuilder text, ImmutableArray<string> values)
    {
        if (values is [string only])
        {
            Quote(text, only);
            return;
        }
        text.Append('[');
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Quote(text, values[i]);
        }
        text.Append(']');
    }

    private static StringBuilder Quote(StringBuilder text, string value) =>
        text.Append('"').Append(JsonEncodedText.Encode(value).Value).Append('"');
}
