using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Iamd.Storage;

/// <summary>Entities, sessions and events as JSON texts. A policy document is written as its hash: its text is kept once, elsewhere.</summary>
/// <remarks>
/// Metadata comes from reflection, not from a source generator: the generated code would read a member that an older text
/// lacks as null, where reflection leaves it at its initial value.
/// </remarks>
internal sealed class Bodies
{
    /// <summary>The kinds of entities: the name in the store is the type's.</summary>
    public static readonly FrozenDictionary<string, Type> Kinds = new[]
    {
        typeof(AccountSettings),
        typeof(RootUser),
        typeof(User),
        typeof(Group),
        typeof(Role),
        typeof(ManagedPolicy),
        typeof(InstanceProfile),
        typeof(MfaDevice),
        typeof(ServerCertificate),
        typeof(CredentialReport),
        typeof(ServiceLastAccessedJob),
    }.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    private readonly JsonSerializerOptions _options;
    private readonly ArrayBufferWriter<byte> _written = new();

    /// <param name="written">Told of each document that a written text refers to.</param>
    /// <param name="read">Finds the document with a hash.</param>
    public Bodies(Action<Document> written, Func<string, Document> read)
    {
        DefaultJsonTypeInfoResolver members = new();
        members.Modifiers.Add(LeaveOutComputed);
        _options = new JsonSerializerOptions
        {
            TypeInfoResolver = members,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // A member that this release does not know would be lost at the next write.
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters =
            {
                new JsonStringEnumConverter(),
                new AccountIdConverter(),
                new BytesConverter(),
                new QuotasConverter(),
                new ByOrdinalConverter<string>(),
                new ByOrdinalConverter<Document>(),
                new DocumentConverter(written, read),
            },
        };
        _options.MakeReadOnly();
    }

    public static string KindOf(Entity entity) => entity.GetType().Name;

    /// <summary>The text in UTF-8; good until the next one is written.</summary>
    public ReadOnlySpan<byte> Write(Entity entity) => Write(entity, _options.GetTypeInfo(Kinds[KindOf(entity)]));

    public ReadOnlySpan<byte> Write(AuditEvent happened) => Write(happened, Info<AuditEvent>());

    public ReadOnlySpan<byte> Write(IssuedSession session) => Write(session, Info<IssuedSession>());

    /// <exception cref="JsonException">The text is not that of an entity of this kind.</exception>
    public Entity ReadEntity(string kind, ReadOnlySpan<byte> body) =>
        Kinds.TryGetValue(kind, out Type? type)
            ? JsonSerializer.Deserialize(body, _options.GetTypeInfo(type)) as Entity ?? throw new JsonException("The text is null.")
            : throw new JsonException($"There is no kind of entity that is called {kind}.");

    /// <exception cref="JsonException">The text is not that of an event.</exception>
    public AuditEvent ReadEvent(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, Info<AuditEvent>()) ?? throw new JsonException("The text is null.");

    /// <exception cref="JsonException">The text is not that of a session.</exception>
    public IssuedSession ReadSession(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, Info<IssuedSession>()) ?? throw new JsonException("The text is null.");

    private ReadOnlySpan<byte> Write(object value, JsonTypeInfo type)
    {
        _written.ResetWrittenCount();
        using (Utf8JsonWriter writer = new(_written))
            JsonSerializer.Serialize(writer, value, type);
        return _written.WrittenSpan;
    }

    private JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));

    /// <summary>What is computed from other members (ARNs, version ids) is not kept.</summary>
    private static void LeaveOutComputed(JsonTypeInfo type)
    {
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { Set: null, AssociatedParameter: null })
                type.Properties.RemoveAt(i);
        }
    }
}
