using System.Collections.Immutable;
using ActorKube.ControlPlane.Watching;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Workloads;
using Akka.Actor;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>
/// The writes that an actor has asked the store for, until they are answered and its watch has shown them: so long their keys are busy, and what the cache
/// shows of them may not be decided by.
/// </summary>
internal sealed class OwnWrites(IActorRef store, IActorRef self, StoreWatch watch, TimeSpan timeout)
{
    private readonly Dictionary<long, Submission> _unanswered = [];
    private readonly Dictionary<long, (ResourceKey Key, Expectation Expectation, TimeSpan Deadline)> _unseen = [];
    private readonly Dictionary<ResourceKey, int> _busy = [];
    private long _last;

    /// <summary>Submissions that wait for their answer.</summary>
    internal int Unanswered => _unanswered.Count;

    internal bool IsBusy(ResourceKey key) => _busy.ContainsKey(key);

    /// <summary>Sends the changes to the store, and makes the key busy.</summary>
    /// <param name="key">What they were decided for.</param>
    /// <param name="changes">The changes, all of them writes.</param>
    /// <param name="clock">The scheduler's monotonic clock.</param>
    /// <param name="atomic">True if either all happen or none does.</param>
    /// <returns>The number of the submission.</returns>
    internal long Submit(ResourceKey key, ImmutableArray<Change> changes, TimeSpan clock, bool atomic = false)
    {
        var id = ++_last;
        _unanswered[id] = new Submission(key, changes, clock + timeout);
        _busy[key] = _busy.GetValueOrDefault(key) + 1;
        store.Tell(new SubmitWrites(id, [.. changes.Select(change => change.ToWrite())], atomic), self);
        return id;
    }

    /// <summary>Takes an answer in; null if nobody waits for it any more. The key stays busy if the watch has yet to show the writes.</summary>
    internal Submission? Answered(WritesAnswered answer, TimeSpan clock)
    {
        if (!_unanswered.Remove(answer.Id, out var submission))
            return null;
        var expectation = Expectation.Of(answer);
        if (expectation.IsMet(watch))
            Free(submission.Key);
        else
            _unseen[answer.Id] = (submission.Key, expectation, clock + timeout);
        return submission;
    }

    /// <summary>Returns the keys that were busy until the watch showed the last of their writes.</summary>
    internal List<ResourceKey> Seen() => [.. Release(item => item.Expectation.IsMet(watch)).Distinct().Where(key => !IsBusy(key))];

    /// <summary>Gives up on answers that are late and writes that were not shown, and returns their keys: what became of them only a fresh watch can tell.</summary>
    internal List<ResourceKey> Overdue(TimeSpan clock)
    {
        var keys = new List<ResourceKey>();
        foreach (var (id, submission) in _unanswered.Where(item => item.Value.Deadline <= clock).ToList())
        {
            _unanswered.Remove(id);
            Free(submission.Key);
            keys.Add(submission.Key);
        }
        keys.AddRange(Release(item => item.Deadline <= clock));
        return [.. keys.Distinct()];
    }

    private List<ResourceKey> Release(Func<(ResourceKey Key, Expectation Expectation, TimeSpan Deadline), bool> free)
    {
        if (_unseen.Count == 0)
            return [];
        var released = _unseen.Where(item => free(item.Value)).ToList();
        foreach (var (id, item) in released)
        {
            _unseen.Remove(id);
            Free(item.Key);
        }
        return [.. released.Select(item => item.Value.Key)];
    }

    private void Free(ResourceKey key)
    {
        if (--_busy[key] == 0)
            _busy.Remove(key);
    }
}
