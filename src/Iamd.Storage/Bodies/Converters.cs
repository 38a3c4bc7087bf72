using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iamd.Storage;

internal sealed class AccountIdConverter : JsonConverter<AccountId>
{
    public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AccountId.TryParse(reader.GetString(), out AccountId id) ? id : throw new JsonException("An account id has 12 digits.");

    public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>Bytes in base 64.</summary>
internal sealed class BytesConverter : JsonConverter<ImmutableArray<byte>>
{
    public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        [.. reader.GetBytesFromBase64()];

    public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.AsSpan());
}

/// <summary>Only the quotas that differ from AWS's defaults, so that a changed default comes into force.</summary>
internal sealed class QuotasConverter : JsonConverter<Quotas>
{
    public override Quotas Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Quotas quotas = Quotas.Defaults;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!; // The token is a property name.
            reader.Read();
            quotas = quotas.With(name, reader.GetInt32()) ?? throw new JsonException($"There is no quota that is called {name}.");
        }
        return quotas;
    }

    public override void Write(Utf8JsonWriter writer, Quotas value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string name, int quota) in value.Changed)
            writer.WriteNumber(name, quota);
        writer.WriteEndObject();
    }
}

/// <summary>Sorted dictionaries are sorted by ordinal comparison, also when they are read back.</summary>
internal sealed class ByOrdinalConverter<T> : JsonConverter<ImmutableSortedDictionary<string, T>>
{
    private static readonly ImmutableSortedDictionary<string, T> Empty = ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    public override ImmutableSortedDictionary<string, T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonConverter<T> values = (JsonConverter<T>)options.GetConverter(typeof(T));
        ImmutableSortedDictionary<string, T>.Builder read = Empty.ToBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!; // The token is a property name.
            reader.Read();
            read.Add(name, values.Read(ref reader, typeof(T), options) ?? throw new JsonException("A value is null."));
        }
        return read.Count == 0 ? Empty : read.ToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, T> value, JsonSerializerOptions options)
    {
        JsonConverter<T> values = (JsonConverter<T>)options.GetConverter(typeof(T));
        writer.WriteStartObject();
        foreach ((string name, T item) in value)
        {
            writer.WritePropertyName(name);
            values.Write(writer, item, options);
        }
        writer.WriteEndObject();
    }
}

/// <summary>A document as its hash.</summary>
internal sealed class DocumentConverter(Action<Document> written, Func<string, Document> read) : JsonConverter<Document>
{
    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString() ?? throw new JsonException("A document's hash is null."));

    public override void Write(Utf8JsonWriter writer, Document value, JsonSerializerOptions options)
    {
        written(value);
        writer.WriteStringValue(value.Sha256);
    }
}
