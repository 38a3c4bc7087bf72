using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Iamd.Policy.Json;

/// <summary>How much an answer tells.</summary>
public enum AnswerDetail
{
    /// <summary>Decision, the statements that determined it, missing context keys.</summary>
    Decision,

    /// <summary>Also what each type of policy said, what was close, and a sentence.</summary>
    Explanation,
}

/// <summary>Decides a request given as JSON with all its policies: the whole of <c>iamd evaluate</c> but reading and printing.</summary>
public static class Evaluate
{
    // The answer is read by programs and people, not by browsers.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers one object; what cannot be read is answered by <c>{ "error": … }</c> and is not ok.</summary>
    public static (string Answer, bool Ok) Line(string json, AnswerDetail detail = AnswerDetail.Decision)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            (PolicySet policies, AccessRequest request) = EvaluateReader.Read(json);
            Explanation explanation = Evaluator.Explain(policies, request);
            return (Write(writer => WriteAnswer(writer, explanation, detail)), true);
        }
        catch (PolicyFormatException problem)
        {
            return (Write(writer => WriteError(writer, problem.Error)), false);
        }
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteError(Utf8JsonWriter writer, PolicyError error)
    {
        writer.WriteStartObject("error");
        writer.WriteString("element", error.Element);
        writer.WriteNumber("line", error.Line);
        writer.WriteNumber("column", error.Column);
        writer.WriteString("message", error.ToString());
        writer.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter writer, Explanation explanation, AnswerDetail detail)
    {
        writer.WriteString("decision", NameOf(explanation.Decision.Outcome));
        writer.WriteStartArray("matchedStatements");
        foreach (MatchedStatement match in explanation.DecidingStatements)
        {
            writer.WriteStartObject();
            WriteStatement(writer, match.Layer, match.Policy, match.Statement);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("missingContextKeys");
        foreach (string key in explanation.MissingContextKeys)
            writer.WriteStringValue(key);
        writer.WriteEndArray();
        if (detail == AnswerDetail.Explanation)
            WriteExplanation(writer, explanation);
    }

    private static void WriteExplanation(Utf8JsonWriter writer, Explanation explanation)
    {
        writer.WriteString("reason", explanation.Sentence);
        writer.WriteStartArray("policyTypes");
        foreach (LayerVerdict layer in explanation.Layers)
        {
            writer.WriteStartObject();
            writer.WriteString("policyType", NameOf(layer.Layer));
            if (layer.Identifier is { } identifier)
                writer.WriteString("orgIdentifier", identifier);
            writer.WriteString("decision", NameOf(layer.Outcome));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("nearMisses");
        foreach (NearMiss miss in explanation.NearMisses)
        {
            writer.WriteStartObject();
            WriteStatement(writer, miss.Layer, miss.Policy, miss.Statement);
            writer.WriteString("element", miss.Element);
            if (miss.Condition is { } condition)
            {
                writer.WriteString("operator", condition.OperatorText);
                writer.WriteString("key", condition.Key);
                WriteList(writer, "wanted", condition.Values);
            }
            if (!miss.ActualValues.IsDefault)
                WriteList(writer, "actual", miss.ActualValues);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteStatement(Utf8JsonWriter writer, PolicyLayer layer, NamedPolicy policy, Statement statement)
    {
        writer.WriteString("policyType", NameOf(layer));
        writer.WriteString("policy", policy.Name);
        writer.WriteNumber("statement", statement.Index);
        if (statement.Sid is { } sid)
            writer.WriteString("sid", sid);
        writer.WriteString("effect", statement.Effect.ToString());
        WritePosition(writer, "start", statement.Span.Start);
        WritePosition(writer, "end", statement.Span.End);
    }

    private static void WritePosition(Utf8JsonWriter writer, string name, TextPosition position)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("line", position.Line);
        writer.WriteNumber("column", position.Column);
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static string NameOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Allowed => "allowed",
        DecisionOutcome.ExplicitDeny => "explicitDeny",
        DecisionOutcome.ImplicitDeny => "implicitDeny",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static string NameOf(PolicyLayer layer) => layer switch
    {
        PolicyLayer.Identity => "identityPolicy",
        PolicyLayer.PermissionsBoundary => "permissionsBoundary",
        PolicyLayer.Session => "sessionPolicy",
        PolicyLayer.Resource => "resourcePolicy",
        PolicyLayer.ServiceControl => "serviceControlPolicy",
        PolicyLayer.ResourceControl => "resourceControlPolicy",
        PolicyLayer.Endpoint => "vpcEndpointPolicy",
        PolicyLayer.None => "none",
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };
}
