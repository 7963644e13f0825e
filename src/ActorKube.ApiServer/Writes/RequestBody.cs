using System.Buffers;
using System.Text;
using ActorKube.ApiServer.Protobuf;
using ActorKube.Model.Json;
using ActorKube.Model.Manifests;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Writes;

/// <summary>The body of a request as JSON, whatever form it came in.</summary>
/// <param name="Json">The JSON; empty if there was no body.</param>
/// <param name="Refusal">Why it can't be read; null if it can.</param>
internal readonly record struct RequestBody(ReadOnlyMemory<byte> Json, Refusal? Refusal)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The media type without its parameters; JSON if there is none.</summary>
    internal static string MediaType(HttpRequest request) =>
        request.ContentType is { Length: > 0 } type ? type.Split(';')[0].Trim().ToLowerInvariant() : "application/json";

    /// <summary>Reads an object: JSON, YAML or protobuf.</summary>
    internal static async Task<RequestBody> ReadObjectAsync(HttpContext http, int largest)
    {
        var (bytes, refusal) = await ReadAsync(http, largest);
        if (refusal is not null || bytes.IsEmpty)
            return new(default, refusal);
        return MediaType(http.Request) switch
        {
            "application/json" => new(bytes, null),
            "application/vnd.kubernetes.protobuf" => FromProtobuf(bytes),
            "application/yaml" or "application/x-yaml" or "text/yaml" => FromYaml(bytes),
            var other => new(default, new(RefusalReason.UnsupportedMediaType,
                "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, "
                + $"application/vnd.kubernetes.protobuf (got {other})")),
        };
    }

    /// <summary>Reads the bytes as they are.</summary>
    internal static async Task<RequestBody> ReadAsync(HttpContext http, int largest)
    {
        if (http.Request.ContentLength > largest)
            return TooLarge(largest);
        if (http.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } coding and not "identity")
            return new(default, new(RefusalReason.UnsupportedMediaType, $"the body of the request is encoded as {coding}: send it without a content encoding"));
        var body = new ArrayBufferWriter<byte>((int)(http.Request.ContentLength ?? 1024) + 1);
        while (true)
        {
            var read = await http.Request.Body.ReadAsync(body.GetMemory(1), http.RequestAborted);
            if (read == 0)
                return new(body.WrittenMemory, null);
            body.Advance(read);
            if (body.WrittenCount > largest)
                return TooLarge(largest);
        }
    }

    /// <summary>YAML, of which JSON is a part, as JSON.</summary>
    internal static RequestBody FromYaml(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
            return new(bytes, null);
        try
        {
            return YamlBody.TryRead(StrictUtf8.GetString(bytes.Span), out var json, out var fault)
                ? new(json, null)
                : new(default, new(RefusalReason.BadRequest, fault));
        }
        catch (DecoderFallbackException)
        {
            return new(default, new(RefusalReason.BadRequest, "the body of the request is not valid UTF-8"));
        }
    }

    private static RequestBody FromProtobuf(ReadOnlyMemory<byte> bytes)
    {
        var reading = ProtobufBody.Read(bytes.Span);
        return reading.Object is { } tree ? new(CanonicalJson.Write(tree), null) : new(default, reading.Refusal);
    }

    private static RequestBody TooLarge(int largest) =>
        new(default, new(RefusalReason.RequestEntityTooLarge, $"Request entity too large: limit is {largest}"));
}
