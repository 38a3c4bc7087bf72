using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Iamd.Accounts;

/// <summary>An encoded authorization message: why a request was denied, sealed, for those who may know it to decode.</summary>
/// <remarks>STS API Reference, "DecodeAuthorizationMessage"; the decoded form is that of its examples.</remarks>
public static class AuthorizationMessage
{
    // The message is read by people and tools, never put into a page: quotation marks and ampersands stay as they are.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Encodes a decision for the account of the principal that was denied.</summary>
    /// <param name="userId">The principal's unique id, as <c>aws:userid</c> prints it.</param>
    public static string Encode(Explanation explanation, AccessRequest request, string userId, Call call)
    {
        SealedSecret secret = call.Keys.Seal(
            SecretKind.AuthorizationMessage, call.Caller.Account, call.Caller.Account.ToString(), Describe(explanation, request, userId), call.Now, call.Randomness);
        byte[] bytes = [.. BitConverter.GetBytes(secret.DataKeyId), .. secret.Bytes];
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Decodes a message of this account; false when it is not one.</summary>
    public static bool TryDecode(string encoded, AccountId account, DataKeys keys, [NotNullWhen(true)] out string? message)
    {
        message = null;
        // Decoding throws on foreign characters, so they are looked for first.
        if (!Base64Url.IsValid(encoded, out int length) || length < sizeof(int))
            return false;
        byte[] bytes = Base64Url.DecodeFromChars(encoded);
        SealedSecret secret = new(BitConverter.ToInt32(bytes), [.. bytes.AsSpan(sizeof(int))]);
        if (!keys.TryOpen(SecretKind.AuthorizationMessage, account, account.ToString(), secret, out byte[]? opened))
            return false;
        message = Encoding.UTF8.GetString(opened);
        return true;
    }

    private static byte[] Describe(Explanation explanation, AccessRequest request, string userId)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteBoolean("allowed", explanation.Decision.IsAllowed);
            json.WriteBoolean("explicitDeny", explanation.Decision.Outcome == DecisionOutcome.ExplicitDeny);
            WriteItems(json, "matchedStatements", explanation.DecidingStatements, match => WriteStatement(json, match.Statement));
            WriteItems(json, "failures", Array.Empty<string>(), json.WriteStringValue);
            json.WriteStartObject("context");
            json.WriteStartObject("principal");
            json.WriteString("id", userId);
            json.WriteString("arn", request.Principal.Text);
            json.WriteEndObject();
            json.WriteString("action", request.Action);
            json.WriteString("resource", request.Resource);
            WriteItems(
                json,
                "conditions",
                request.Context.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal),
                pair => WriteCondition(json, pair.Key, pair.Value.Values));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void WriteStatement(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartObject();
        json.WriteString("statementId", statement.Sid ?? "");
        json.WriteString("effect", statement.Effect == Effect.Deny ? "DENY" : "ALLOW");
        WriteValues(json, "actions", statement.Action.Patterns);
        WriteValues(json, "resources", statement.Resource?.Patterns ?? []);
        WriteItems(json, "conditions", statement.Conditions, test => WriteCondition(json, test.Key, test.Values));
        json.WriteEndObject();
    }

    private static void WriteCondition(Utf8JsonWriter json, string key, ImmutableArray<string> values)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        WriteValues(json, "values", values);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, ImmutableArray<string> values) =>
        WriteItems(json, name, values, value =>
        {
            json.WriteStartObject();
            json.WriteString("value", value);
            json.WriteEndObject();
        });

    /// <summary>A list as AWS writes it there: an object with the one member <c>items</c>.</summary>
    private static void WriteItems<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("items");
        foreach (T item in items)
            write(item);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
