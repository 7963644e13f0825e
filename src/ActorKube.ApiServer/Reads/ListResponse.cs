using ActorKube.ApiServer.Caching;
using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Storage;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Reads;

/// <summary>
/// Answers lists from the cache: the stored bytes one after the other, of one snapshot. A request holds a snapshot and a buffer, however long the list is.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks.</remarks>
internal sealed class ListResponse(HttpContext http, RequestTarget target, ReadOptions options, ObjectPrinter printer, StoreGateway gateway)
{
    private readonly KindCache _cache = gateway.Cache.Of(target.Kind);

    internal async Task WriteAsync()
    {
        var (snapshot, after, refusal) = await ChooseAsync();
        if (refusal is not null)
        {
            await RefuseAsync(refusal, after);
            return;
        }
        var page = Page(snapshot, after);
        if (page.More)
            gateway.Cache.Snapshots.Keep(target.Kind.Storage, snapshot);
        http.Response.ContentType = "application/json";
        await using var sink = new ResponseSink(http, gateway.Settings.GzipBytes);
        printer.WriteListStart(sink.Writer, snapshot.Revision, Metadata(snapshot, page));
        var isFirst = true;
        for (var index = page.First; index < page.End; index++)
        {
            var value = snapshot[index];
            if (!options.SelectsEverything && !options.Matches(value))
                continue;
            if (!isFirst)
                sink.Writer.Raw(","u8);
            isFirst = false;
            printer.WriteItem(sink.Writer, value);
            await sink.FlushAsync();
        }
        printer.WriteListEnd(sink.Writer);
        await sink.CompleteAsync();
    }

    /// <summary>The snapshot that the client's revision asks for, and the key after which this page begins.</summary>
    private async Task<(KindSnapshot Snapshot, string After, Refusal? Refusal)> ChooseAsync()
    {
        if (options.Continue.Length > 0)
            return ChooseNext();
        if (options.RevisionMatch == "Exact")
        {
            var exact = _cache.Snapshot is var present && present.Revision == options.Revision!.Value
                ? present
                : gateway.Cache.Snapshots.Find(target.Kind.Storage, options.Revision!.Value);
            if (exact is not null)
                return (exact, "", null);
            if (options.Revision!.Value < present.Revision)
                return (KindSnapshot.Empty, "", new(RefusalReason.Expired, "The resourceVersion for the provided list is too old."));
        }
        var refusal = await FreshAsync(target, options.Revision, gateway);
        return (_cache.Snapshot, "", refusal);
    }

    private (KindSnapshot Snapshot, string After, Refusal? Refusal) ChooseNext()
    {
        if (ContinueToken.Decode(options.Continue) is not { } token)
            return (KindSnapshot.Empty, "", new(RefusalReason.BadRequest, "continue key is not valid: it must be what the page before gave"));
        if (options.Revision is { IsSome: true })
            return (KindSnapshot.Empty, "", new(RefusalReason.BadRequest, "specifying resource version is not allowed when using continue"));
        if (!token.Revision.IsSome)
            return (_cache.Snapshot, token.After, null);
        var snapshot = _cache.Snapshot is var present && present.Revision == token.Revision ? present : gateway.Cache.Snapshots.Find(target.Kind.Storage, token.Revision);
        return snapshot is not null ? (snapshot, token.After, null) : (KindSnapshot.Empty, token.After, new(RefusalReason.Expired,
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the "
            + "continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - "
            + "objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list."));
    }

    /// <summary>Waits until the cache may be shown to a client that wants this revision; the refusal if that takes too long.</summary>
    internal static async Task<Refusal?> FreshAsync(RequestTarget target, Revision? wanted, StoreGateway gateway)
    {
        if (wanted is null)
            return await gateway.ConfirmAsync(target.Kind);
        var cache = gateway.Cache.Of(target.Kind);
        if (cache.Snapshot.Revision >= wanted)
            return null;
        // Whoever saw a revision saw a write that was acknowledged.
        if (await gateway.ConfirmAsync(target.Kind) is { } refusal)
            return refusal;
        return cache.Snapshot.Revision is var present && present >= wanted
            ? null
            : new(RefusalReason.Timeout, $"Too large resource version: {wanted}, current: {present}")
            {
                Faults = [new("", FieldFaultKind.ResourceVersionTooLarge, "Too large resource version")],
            };
    }

    private async Task RefuseAsync(Refusal refusal, string after)
    {
        // An expired list can be gone on with, for whoever doesn't mind that it shows two moments.
        var @continue = refusal.Reason == RefusalReason.Expired && after.Length > 0 ? new ContinueToken(Revision.None, after).Encode() : "";
        await StatusResponse.WriteAsync(http, refusal, target.Subject, @continue);
    }

    private PageBounds Page(KindSnapshot snapshot, string after)
    {
        var (first, end) = snapshot.Range(target.ListNamespace, after);
        if (options.Fields.Name is { } name && target.ListNamespace is not null)
            (first, end) = Narrow(snapshot, first, end, name);
        if (options.Limit == 0)
            return new(first, end, More: false, Rest: 0);
        var shown = 0L;
        for (var index = first; index < end; index++)
        {
            if (!options.SelectsEverything && !options.Matches(snapshot[index]))
                continue;
            if (shown++ == options.Limit)
                return new(first, index, More: true, Rest: end - index);
        }
        return new(first, end, More: false, Rest: 0);
    }

    // One object by name is found without a look at the others.
    private (int First, int End) Narrow(KindSnapshot snapshot, int first, int end, string name)
    {
        var at = Math.Max(first, snapshot.PlaceOf(target.Namespace, name));
        return (Math.Min(at, end), Math.Min(at + 1, end));
    }

    private IEnumerable<(string, string)> Metadata(KindSnapshot snapshot, PageBounds page)
    {
        if (!page.More)
            yield break;
        // The last object of this page stands just before the first of the next, unless selectors pass some over: those are passed over again.
        var last = snapshot[page.End - 1].Key;
        yield return ("continue", $"\"{new ContinueToken(snapshot.Revision, $"{last.Namespace}/{last.Name}").Encode()}\"");
        if (options.SelectsEverything)
            yield return ("remainingItemCount", page.Rest.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed record PageBounds(int First, int End, bool More, int Rest);
}
