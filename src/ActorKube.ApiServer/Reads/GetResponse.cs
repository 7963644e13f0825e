using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Storage;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Reads;

/// <summary>Answers gets of one object from the cache.</summary>
internal static class GetResponse
{
    internal static async Task WriteAsync(HttpContext http, RequestTarget target, Revision? wanted, ObjectPrinter printer, StoreGateway gateway)
    {
        if (await ListResponse.FreshAsync(target, wanted, gateway) is { } refusal)
        {
            await StatusResponse.WriteAsync(http, refusal, target.Subject);
            return;
        }
        if (gateway.Find(target.StoredKey) is { } found)
            await WriteAsync(http, found, printer, StatusCodes.Status200OK);
        else
            await StatusResponse.WriteAsync(http, Refusal.NotFound(target.Key), target.Subject);
    }

    /// <summary>Answers with one object.</summary>
    internal static async Task WriteAsync(HttpContext http, ApiObject value, ObjectPrinter printer, int statusCode)
    {
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = "application/json";
        printer.WriteOne(http.Response.BodyWriter, value);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
