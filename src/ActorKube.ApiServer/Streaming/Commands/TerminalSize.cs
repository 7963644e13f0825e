using System.Text.Json;

namespace ActorKube.ApiServer.Streaming.Commands;

/// <summary>The size of a client's terminal, as it comes on the resize stream.</summary>
internal static class TerminalSize
{
    /// <summary>Reads <c>{"Width":99,"Height":33}</c>; null if it is none, which is passed over.</summary>
    internal static (int Width, int Height)? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement is { ValueKind: JsonValueKind.Object } size
                && size.TryGetProperty("Width", out var width) && width.TryGetUInt16(out var columns)
                && size.TryGetProperty("Height", out var height) && height.TryGetUInt16(out var rows)
                    ? (columns, rows) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
