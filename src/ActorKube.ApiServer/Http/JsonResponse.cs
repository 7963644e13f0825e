using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Http;

/// <summary>Answers with JSON that was made for this one request.</summary>
internal static class JsonResponse
{
    internal static Task WriteAsync(HttpContext http, int statusCode, JsonObject tree) => WriteAsync(http, statusCode, CanonicalJson.Write(tree));

    internal static async Task WriteAsync(HttpContext http, int statusCode, ReadOnlyMemory<byte> json, string contentType = "application/json")
    {
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }
}
