using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorKube.ApiServer.Http;

/// <summary>How JSON is written to clients: as is, without escapes that only web pages need.</summary>
internal static class JsonOutput
{
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
