using ActorKube.ApiServer.Caching;
using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Storage;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Reads;

/// <summary>
/// Answers a watch: the changes of a kind as a stream of events, one a line. A watch has a place in the recent changes and a small buffer, no queue of its
/// own; one that falls behind the recent changes is told so and ends.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes.</remarks>
internal sealed class WatchResponse(HttpContext http, RequestTarget target, ReadOptions options, ObjectPrinter printer, StoreGateway gateway, TimeProvider time)
{
    private const int ChangesAtOnce = 128;

    private readonly KindCache _cache = gateway.Cache.Of(target.Kind);
    private bool _hasColumns;
    private Revision _last;

    private bool StartsFromPresent => options.SendInitialEvents ?? options.Revision is null or { IsSome: false };

    /// <summary>Streams until the client goes, the time is over, or the process stops.</summary>
    internal async Task WriteAsync(CancellationToken stopping)
    {
        if (StartsFromPresent && await ListResponse.FreshAsync(target, options.Revision, gateway) is { } refusal)
        {
            await StatusResponse.WriteAsync(http, refusal, target.Subject);
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        end.CancelAfter(options.Timeout ?? gateway.Settings.WatchTimeout * (1 + Spread(http.TraceIdentifier)));
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-cache, private";
        await http.Response.StartAsync(end.Token);
        await http.Response.BodyWriter.FlushAsync(end.Token);
        try
        {
            await StreamAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            // The time is over: the stream ends cleanly, and the client begins anew where it was.
            await BookmarkAsync(_last);
        }
    }

    // From zero to one, so that watches that began together don't end together.
    private static double Spread(string name) => (double)(uint)name.GetHashCode(StringComparison.Ordinal) / uint.MaxValue;

    private async Task StreamAsync(CancellationToken cancellation)
    {
        long place;
        if (StartsFromPresent)
        {
            (var snapshot, place) = _cache.Begin();
            await PresentAsync(snapshot, cancellation);
        }
        else if (_cache.Resume(options.Revision ?? Revision.None) is { } resumed)
        {
            place = resumed;
        }
        else if (options.SendInitialEvents == false && options.Revision is null or { IsSome: false })
        {
            (_, place) = _cache.Begin();
        }
        else
        {
            await TooOldAsync(options.Revision!.Value);
            return;
        }
        await FollowAsync(place, cancellation);
    }

    private async Task PresentAsync(KindSnapshot snapshot, CancellationToken cancellation)
    {
        var (first, end) = snapshot.Range(target.ListNamespace, "");
        for (var index = first; index < end; index++)
        {
            if (!options.Matches(snapshot[index]))
                continue;
            Write("ADDED"u8, snapshot[index]);
            await FlushIfLargeAsync(cancellation);
        }
        _last = snapshot.Revision;
        if (options.SendInitialEvents == true && options.AllowBookmarks)
            WriteBookmark(snapshot.Revision, endsInitialEvents: true);
        await http.Response.BodyWriter.FlushAsync(cancellation);
    }

    private async Task FollowAsync(long place, CancellationToken cancellation)
    {
        var changes = new CachedChange[ChangesAtOnce];
        var bookmarked = time.GetTimestamp();
        while (true)
        {
            var count = _cache.Read(ref place, changes, out var revision, out var news);
            if (count < 0)
            {
                await TooOldAsync(_last);
                return;
            }
            for (var index = 0; index < count; index++)
            {
                // A watch that resumes in the future waits for it.
                if (options.Revision is not { } from || changes[index].Revision > from)
                    See(changes[index]);
                _last = changes[index].Revision;
                await FlushIfLargeAsync(cancellation);
            }
            Array.Clear(changes, 0, count);
            if (count > 0)
                await http.Response.BodyWriter.FlushAsync(cancellation);
            if (revision.IsSome)
                _last = revision;
            if (count == ChangesAtOnce)
                continue;
            if (options.AllowBookmarks && time.GetElapsedTime(bookmarked) >= gateway.Settings.BookmarkInterval)
            {
                bookmarked = time.GetTimestamp();
                await BookmarkAsync(_last);
            }
            if (count == 0)
                await WaitAsync(news, cancellation);
        }
    }

    private async Task WaitAsync(Task news, CancellationToken cancellation)
    {
        if (!options.AllowBookmarks)
        {
            await news.WaitAsync(cancellation);
            return;
        }
        try
        {
            await news.WaitAsync(gateway.Settings.BookmarkInterval, time, cancellation);
        }
        catch (TimeoutException)
        {
            // Nothing has happened for so long that a bookmark is due.
        }
    }

    /// <summary>A change as this watch sees it: what begins or ceases to match is added or deleted.</summary>
    private void See(CachedChange change)
    {
        if (target.ListNamespace is { } @namespace && change.Object.Key.Namespace != @namespace)
            return;
        if (options.SelectsEverything)
        {
            Write(NameOf(change.Type), change.Object);
            return;
        }
        var after = change.Type != WatchEventType.Deleted && options.Matches(change.Object);
        // What was there before a restart is not known any more: one deletion too many does no harm, one too few would.
        var before = change.Type != WatchEventType.Added && (change.Before is null || options.Matches(change.Before));
        switch (before, after)
        {
            case (true, true):
                Write("MODIFIED"u8, change.Object);
                break;
            case (false, true):
                Write("ADDED"u8, change.Object);
                break;
            case (true, false):
                // Its last state that matched, with the revision at which it ceased to.
                Write("DELETED"u8, change.Type == WatchEventType.Deleted ? change.Object : (change.Before ?? change.Object).WithRevision(change.Revision));
                break;
        }
    }

    private static ReadOnlySpan<byte> NameOf(WatchEventType type) => type switch
    {
        WatchEventType.Added => "ADDED"u8,
        WatchEventType.Modified => "MODIFIED"u8,
        _ => "DELETED"u8,
    };

    private void Write(ReadOnlySpan<byte> type, ApiObject value)
    {
        var writer = http.Response.BodyWriter;
        writer.Raw("{\"type\":\""u8);
        writer.Raw(type);
        writer.Raw("\",\"object\":"u8);
        printer.WriteEvent(writer, value, withColumns: !_hasColumns);
        _hasColumns = true;
        writer.Raw("}\n"u8);
    }

    private void WriteBookmark(Revision revision, bool endsInitialEvents)
    {
        var writer = http.Response.BodyWriter;
        writer.Raw("{\"type\":\"BOOKMARK\",\"object\":"u8);
        printer.WriteBookmark(writer, revision, endsInitialEvents);
        writer.Raw("}\n"u8);
    }

    private async Task BookmarkAsync(Revision revision)
    {
        if (!options.AllowBookmarks || !revision.IsSome)
            return;
        WriteBookmark(revision, endsInitialEvents: false);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private async Task TooOldAsync(Revision revision)
    {
        var writer = http.Response.BodyWriter;
        writer.Raw("{\"type\":\"ERROR\",\"object\":"u8);
        writer.Raw(StatusResponse.Failure(new(RefusalReason.Expired, $"too old resource version: {revision} ({_cache.Floor})")).WrittenSpan);
        writer.Raw("}\n"u8);
        await writer.FlushAsync(http.RequestAborted);
    }

    private async ValueTask FlushIfLargeAsync(CancellationToken cancellation)
    {
        if (http.Response.BodyWriter.UnflushedBytes >= 64 * 1024)
            await http.Response.BodyWriter.FlushAsync(cancellation);
    }
}
