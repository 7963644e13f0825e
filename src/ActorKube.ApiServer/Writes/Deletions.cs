using System.Collections.Immutable;
using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Reads;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Writes;

/// <summary>Deletes objects, one or a whole collection.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-deletion.</remarks>
internal static class Deletions
{
    internal static async Task DeleteAsync(ApiRequest request)
    {
        var (deletion, refusal) = await DeleteRequest.ReadAsync(request.Http, request.Target.Kind, request.LargestBody);
        if (refusal is not null)
        {
            await request.RefuseAsync(refusal);
            return;
        }
        var result = await request.Gateway.WriteAsync(deletion!.Of(request.Target.StoredKey));
        request.Warn(result.Warnings);
        if (deletion.Warning is { } warning)
            request.Warn([warning]);
        if (result.Refusal is { } refused)
            await request.RefuseAsync(refused);
        else if (result.Outcome == WriteOutcome.Removed && !ShowsWhatIsGone(request.Target.Kind))
            await JsonResponse.WriteAsync(request.Http, StatusCodes.Status200OK, StatusResponse.Deleted(request.Target.Subject, result.Object!.Metadata.Uid).WrittenMemory);
        else
            await GetResponse.WriteAsync(request.Http, result.Object!, request.Printer(), StatusCodes.Status200OK);
    }

    /// <summary>Deletes what a list would show, in order, and answers with what it deleted.</summary>
    internal static async Task DeleteCollectionAsync(ApiRequest request)
    {
        var (deletion, refusal) = await DeleteRequest.ReadAsync(request.Http, request.Target.Kind, request.LargestBody);
        var options = ReadOptions.Read(request.Http.Request.Query, request.Target, out var unreadable);
        refusal ??= unreadable ?? await ListResponse.FreshAsync(request.Target, null, request.Gateway);
        if (refusal is not null)
        {
            await request.RefuseAsync(refusal);
            return;
        }
        var snapshot = request.Gateway.Cache.Of(request.Target.Kind).Snapshot;
        var (first, end) = snapshot.Range(request.Target.ListNamespace, "");
        List<ApiObject> deleted = [];
        foreach (var keys in Enumerable.Range(first, end - first).Select(index => snapshot[index]).Where(options!.Matches).Chunk(request.Gateway.Settings.DeleteBatch))
        {
            var results = await request.Gateway.WriteAsync([.. keys.Select(value => deletion!.Of(value.Key))]);
            // What somebody else deleted meanwhile is as wanted.
            if (results.FirstOrDefault(result => result.Refusal is { Reason: not RefusalReason.NotFound }) is { } failed)
            {
                await request.RefuseAsync(failed.Refusal!);
                return;
            }
            deleted.AddRange(results.Where(result => result.Object is not null).Select(result => result.Object!));
        }
        request.Http.Response.ContentType = "application/json";
        var (writer, printer) = (request.Http.Response.BodyWriter, request.Printer());
        printer.WriteListStart(writer, snapshot.Revision, []);
        for (var index = 0; index < deleted.Count; index++)
        {
            if (index > 0)
                writer.Raw(","u8);
            printer.WriteItem(writer, deleted[index]);
        }
        printer.WriteListEnd(writer);
        await writer.FlushAsync(request.Http.RequestAborted);
    }

    // Upstream shows the last state of these; of others it says that they are gone.
    private static bool ShowsWhatIsGone(ResourceKind kind) => kind == KindCatalogue.Pod || kind == KindCatalogue.Namespace || kind == KindCatalogue.PersistentVolumeClaim
        || kind == KindCatalogue.PersistentVolume || kind == KindCatalogue.Service || kind == KindCatalogue.ServiceAccount || kind == KindCatalogue.ResourceQuota;
}
