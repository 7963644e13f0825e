using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.ApiServer.Protobuf;

/// <summary>
/// Bodies of type <c>application/vnd.kubernetes.protobuf</c>, in which kubectl from 1.32 on sends what it makes by itself (<c>kubectl create deployment</c>).
/// They are read only; answers are JSON, which every client takes.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding.</remarks>
internal static class ProtobufBody
{
    /// <summary>The media type, without parameters.</summary>
    internal const string MediaType = "application/vnd.kubernetes.protobuf";

    /// <summary>The first bytes of every body.</summary>
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>
    /// Reads a body: the magic bytes, then an envelope that names <c>apiVersion</c> and <c>kind</c> and holds the object's own message. Fields that 1.32
    /// doesn't know are passed over, as protobuf wants it. Never throws: what can't be read is a BadRequest.
    /// </summary>
    internal static ProtobufReading Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
            return Refuse("the body is not protobuf of Kubernetes, which begins with the bytes 6b 38 73 00");
        if (!TryOpen(body[Magic.Length..], out var envelope))
            return Refuse("the envelope of the protobuf body is cut short or malformed");
        if (!envelope.ContentEncoding.IsEmpty)
            return Refuse("the protobuf body is encoded once more, which is not supported");
        if (!TryText(envelope.ApiVersion, out var apiVersion) || !TryText(envelope.Kind, out var kind))
            return Refuse("the protobuf body must name an apiVersion and a kind");
        if (MessageTable.Kubernetes.Find(apiVersion, kind) is not { } message)
            return Refuse($"kind \"{kind}\" of \"{apiVersion}\" can't be read from protobuf; send it as application/json");
        var decoder = new MessageDecoder();
        var read = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
        return decoder.TryDecode(message, envelope.Raw, read)
            ? new(apiVersion, kind, read, null)
            : Refuse($"the protobuf body can't be read as a {kind}: {decoder.Fault}");
    }

    private static ProtobufReading Refuse(string message) => new("", "", null, new Refusal(RefusalReason.BadRequest, message));

    private static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        const int Longest = 256;
        text = bytes.Length <= Longest ? Encoding.UTF8.GetString(bytes) : "";
        return text.Length > 0;
    }

    private static bool TryOpen(ReadOnlySpan<byte> bytes, out Envelope envelope)
    {
        const int TypeMeta = 1, Raw = 2, ContentEncoding = 3;
        envelope = default;
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var field, out var wireType))
                return false;
            if (field > ContentEncoding)
            {
                if (!reader.TrySkip(wireType))
                    return false;
                continue;
            }
            if (wireType != WireReader.Bytes || !reader.TryReadBytes(out var run))
                return false;
            if (field == Raw)
                envelope.Raw = run;
            else if (field == ContentEncoding)
                envelope.ContentEncoding = run;
            else if (field == TypeMeta && !TryName(run, ref envelope))
                return false;
        }
        return true;
    }

    private static bool TryName(ReadOnlySpan<byte> bytes, ref Envelope envelope)
    {
        const int ApiVersion = 1, Kind = 2;
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var field, out var wireType) || wireType != WireReader.Bytes || !reader.TryReadBytes(out var run))
                return false;
            if (field == ApiVersion)
                envelope.ApiVersion = run;
            else if (field == Kind)
                envelope.Kind = run;
        }
        return true;
    }

    private ref struct Envelope
    {
        internal ReadOnlySpan<byte> ApiVersion;
        internal ReadOnlySpan<byte> Kind;
        internal ReadOnlySpan<byte> Raw;
        internal ReadOnlySpan<byte> ContentEncoding;
    }
}
