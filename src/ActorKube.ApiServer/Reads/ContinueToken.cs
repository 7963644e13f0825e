using System.Buffers.Text;
using System.Text.Json;
using ActorKube.Model.Objects;

namespace ActorKube.ApiServer.Reads;

/// <summary>Where the next page of a list begins. Clients hand it back as it is; it has upstream's form.</summary>
/// <param name="Revision">The revision that all pages show; none if the list goes on with the present objects, whatever changed.</param>
/// <param name="After">The last <c>namespace/name</c> of the page before.</param>
internal sealed record ContinueToken(Revision Revision, string After)
{
    private const string Form = "meta.k8s.io/v1";

    internal string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["v"] = Form, ["rv"] = Revision.IsSome ? Revision.Value : -1L, ["start"] = After + "\u0000",
    }));

    /// <summary>Reads a token; null if it is none that this server made.</summary>
    internal static ContinueToken? Decode(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            var root = json.RootElement;
            return root.GetProperty("v").GetString() == Form && root.GetProperty("start").GetString() is { } start && start.EndsWith('\0')
                ? new(new(Math.Max(0, root.GetProperty("rv").GetInt64())), start[..^1])
                : null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
