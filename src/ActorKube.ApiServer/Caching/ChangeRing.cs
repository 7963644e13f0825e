using ActorKube.Model.Objects;

namespace ActorKube.ApiServer.Caching;

/// <summary>
/// The recent changes of one kind in order of revision, bounded by count and bytes. Each has a place, counted from the beginning of time, so that a reader
/// needs no queue of its own: it holds the place that comes next, and finds out if it was too slow. Not safe to share.
/// </summary>
internal sealed class ChangeRing(int mostChanges, long mostBytes)
{
    private CachedChange[] _ring = [];
    private long _first;
    private long _end;
    private long _bytes;

    /// <summary>Every change after this revision is here.</summary>
    internal Revision Floor { get; private set; }

    /// <summary>The place of the oldest change.</summary>
    internal long First => _first;

    /// <summary>The place that the next change will have.</summary>
    internal long End => _end;

    internal CachedChange this[long place] => _ring[place % _ring.Length];

    internal void Add(CachedChange change)
    {
        while (_end > _first && (_end - _first == mostChanges || _bytes + BytesOf(change) > mostBytes))
            DropOldest();
        if (_end - _first == _ring.Length)
            Grow();
        _ring[_end++ % _ring.Length] = change;
        _bytes += BytesOf(change);
    }

    /// <summary>The place of the first change after a revision, which must not be below the floor.</summary>
    internal long PlaceAfter(Revision revision)
    {
        long low = _first, high = _end;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (this[middle].Revision > revision)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    /// <summary>Forgets all changes; those after this revision come next. Places go on, so that whoever waits at one sees that it was passed over.</summary>
    internal void Clear(Revision floor)
    {
        (_ring, _bytes) = ([], 0);
        _first = ++_end;
        Floor = floor;
    }

    private void DropOldest()
    {
        var oldest = this[_first];
        _ring[_first++ % _ring.Length] = null!;
        _bytes -= BytesOf(oldest);
        Floor = oldest.Revision;
    }

    private void Grow()
    {
        var larger = new CachedChange[Math.Min(mostChanges, Math.Max(16, _ring.Length * 2))];
        for (var place = _first; place < _end; place++)
            larger[place % larger.Length] = this[place];
        _ring = larger;
    }

    // What was there before is live no longer, so it counts too.
    private static int BytesOf(CachedChange change) => change.Object.Json.Length + (change.Before?.Json.Length ?? 0);
}
