using ActorKube.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.OpenApi;

/// <summary>Answers requests for OpenAPI documents.</summary>
internal sealed class OpenApiEndpoints(OpenApiDocuments documents)
{
    // What stock kubectl asks v2 for, with the sign that it understands.
    private const string ProtobufV2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /// <summary>Answers if the path is one of OpenAPI.</summary>
    internal async Task<bool> TryAnswerAsync(HttpContext http, ArraySegment<string> path)
    {
        switch (path)
        {
            case ["openapi", "v2"] when !TakesJson(http.Request):
                // An empty document: clients check no types by it and leave that to the server, which does.
                await JsonResponse.WriteAsync(http, StatusCodes.Status200OK, ReadOnlyMemory<byte>.Empty, ProtobufV2);
                return true;
            case ["openapi", "v2"]:
                await WriteAsync(http, documents.V2);
                return true;
            case ["openapi", "v3"]:
                await JsonResponse.WriteAsync(http, StatusCodes.Status200OK, documents.Index.DeepClone().AsObject());
                return true;
            case ["openapi", "v3", ..] when documents.Find(string.Join("/", path.AsEnumerable().Skip(2))) is { } found:
                await WriteAsync(http, found);
                return true;
            default:
                return false;
        }
    }

    private static bool TakesJson(HttpRequest request) => request.Headers.Accept.Count == 0
        || request.Headers.Accept.SelectMany(value => (value ?? "").Split(',')).Any(part => part.Split(';')[0].Trim() is "application/json" or "*/*");

    private static async Task WriteAsync(HttpContext http, StoredDocument document)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.ETag = $"\"{document.Hash}\"";
        // A document that was asked for by its hash never changes.
        if (http.Request.Query["hash"] == document.Hash)
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        if (http.Request.Headers.IfNoneMatch.Any(tag => tag?.Trim('"') == document.Hash))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            http.Response.ContentLength = document.Gzip.Length;
            await http.Response.Body.WriteAsync(document.Gzip, http.RequestAborted);
            return;
        }
        await using var json = document.OpenJson();
        await json.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
