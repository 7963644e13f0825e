using Akka.Actor;

namespace ActorKube.Node.Timing;

/// <summary>
/// One timer for everything that pods and containers of this process wait for. What was replaced or cancelled stays in its queue until its time or until too much of
/// the queue is of that kind. Any thread may use it.
/// </summary>
internal sealed class AlarmClock : IExtension, IDisposable
{
    internal const long Never = 0;

    private const int FewStale = 1024;

    /// <summary>What is due within it rings together.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(5);

    /// <summary>A timer takes no more than some weeks.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<Alarm, long> _queue = new();
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private int _stale;
    private bool _isRinging;

    internal AlarmClock() => _timer = TimeProvider.System.CreateTimer(static clock => ((AlarmClock)clock!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Entries of the queue, with those that don't ring any more.</summary>
    internal int Length
    {
        get
        {
            lock (_lock)
                return _queue.Count;
        }
    }

    /// <summary>The one of this process.</summary>
    internal static AlarmClock Of(ActorSystem system) => system.WithExtension<AlarmClock, Provider>();

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    internal void Set(Alarm alarm, TimeSpan after)
    {
        var due = Now + Math.Max(1, after.Ticks);
        lock (_lock)
        {
            if (alarm.Due != Never)
                _stale++;
            Volatile.Write(ref alarm.Due, due);
            _queue.Enqueue(alarm, due);
            SweepIfWorthIt();
            Arm();
        }
    }

    internal void Cancel(Alarm alarm)
    {
        lock (_lock)
        {
            if (alarm.Due == Never)
                return;
            Volatile.Write(ref alarm.Due, Never);
            _stale++;
            SweepIfWorthIt();
        }
    }

    private long Now => TimeProvider.System.GetElapsedTime(_began).Ticks + 1;

    private void Ring()
    {
        var ringing = new List<Alarm>();
        lock (_lock)
        {
            (_isRinging, _armedFor) = (true, long.MaxValue);
            var now = Now;
            while (_queue.TryPeek(out var alarm, out var due) && due <= now)
            {
                _queue.Dequeue();
                if (alarm.Due == due)
                {
                    Volatile.Write(ref alarm.Due, Never);
                    ringing.Add(alarm);
                }
                else
                {
                    _stale--;
                }
            }
        }
        foreach (var alarm in ringing)
            alarm.Ring();
        lock (_lock)
        {
            _isRinging = false;
            Arm();
        }
    }

    private void Arm()
    {
        if (_isRinging || !_queue.TryPeek(out _, out var due) || due >= _armedFor)
            return;
        _armedFor = due;
        var wait = TimeSpan.FromTicks(due - Now);
        _timer.Change(wait < Grain ? Grain : wait > Longest ? Longest : wait, Timeout.InfiniteTimeSpan);
    }

    private void SweepIfWorthIt()
    {
        if (_stale <= FewStale + _queue.Count / 2)
            return;
        var kept = _queue.UnorderedItems.Where(entry => entry.Element.Due == entry.Priority).ToArray();
        _queue.Clear();
        _queue.EnqueueRange(kept);
        _queue.TrimExcess();
        _stale = 0;
    }

    internal sealed class Provider : ExtensionIdProvider<AlarmClock>
    {
        public override AlarmClock CreateExtension(ExtendedActorSystem system)
        {
            var clock = new AlarmClock();
            system.RegisterOnTermination(clock.Dispose);
            return clock;
        }
    }
}
