using ActorKube.Model.Objects;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Watches;

/// <summary>The recent changes in order of revision, bounded by count and bytes: a ring that drops the oldest.</summary>
internal sealed class ChangeHistory(int mostChanges, long mostBytes)
{
    private Change[] _ring = [];
    private int _first;
    private int _count;
    private long _bytes;

    /// <summary>The oldest revision after which every change is here, of the journaled kinds.</summary>
    public Revision Floor { get; private set; }

    /// <summary>The same for kinds that are not journaled: what happened to them before a restart is lost.</summary>
    public Revision EphemeralFloor { get; private set; }

    public void Add(Change change)
    {
        while (_count > 0 && (_count == mostChanges || _bytes + change.Bytes > mostBytes))
            DropOldest();
        if (_count == _ring.Length)
            Grow();
        _ring[(_first + _count++) % _ring.Length] = change;
        _bytes += change.Bytes;
    }

    /// <summary>The changes after a revision, which must not be below the floor.</summary>
    public IEnumerable<Change> After(Revision revision)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (At(middle).Revision > revision)
                high = middle;
            else
                low = middle + 1;
        }
        for (; low < _count; low++)
            yield return At(low);
    }

    /// <summary>Forgets all changes; the next ones come after this revision.</summary>
    public void Clear(Revision floor)
    {
        (_ring, _first, _count, _bytes) = ([], 0, 0, 0);
        (Floor, EphemeralFloor) = (floor, floor);
    }

    /// <summary>Changes of kinds that are not journaled are lost up to this revision.</summary>
    public void ForgetEphemeralsUpTo(Revision revision) => EphemeralFloor = revision;

    private Change At(int index) => _ring[(_first + index) % _ring.Length];

    private void DropOldest()
    {
        var oldest = _ring[_first];
        _ring[_first] = null!;
        _first = (_first + 1) % _ring.Length;
        _count--;
        _bytes -= oldest.Bytes;
        Floor = oldest.Revision;
        if (EphemeralFloor < Floor)
            EphemeralFloor = Floor;
    }

    private void Grow()
    {
        var larger = new Change[Math.Min(mostChanges, Math.Max(16, _ring.Length * 2))];
        for (var index = 0; index < _count; index++)
            larger[index] = At(index);
        (_ring, _first) = (larger, 0);
    }
}
