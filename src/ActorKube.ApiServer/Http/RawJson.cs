using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ActorKube.ApiServer.Http;

/// <summary>Writes JSON from parts that are JSON already.</summary>
internal static class RawJson
{
    internal static void Raw(this IBufferWriter<byte> writer, ReadOnlySpan<byte> json) => writer.Write(json);

    internal static void Raw(this IBufferWriter<byte> writer, string json) => Encoding.UTF8.GetBytes(json, writer);

    /// <summary>A text with quotes and escapes.</summary>
    internal static void Text(this IBufferWriter<byte> writer, string text) =>
        writer.Raw($"\"{JsonEncodedText.Encode(text, JsonOutput.Options.Encoder)}\"");

    /// <summary>The bytes of one field's value of an object; empty if it has none.</summary>
    internal static ReadOnlySpan<byte> FieldOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found)
                return json[start..(int)reader.BytesConsumed];
        }
        return [];
    }
}
