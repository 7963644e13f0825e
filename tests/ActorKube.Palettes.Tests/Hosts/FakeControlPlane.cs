using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Selectors;
using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.Palettes.Tests.Hosts;

/// <summary>What stands where the control plane would be: holds the objects that a story gives it, and remembers what was written.</summary>
internal sealed class ControlPlaneScript
{
    private readonly ConcurrentDictionary<ResourceKey, ApiObject> _objects = [];

    public ConcurrentQueue<SubmitWrites> Submitted { get; } = [];

    /// <summary>The control plane answers nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How many list pages were asked for.</summary>
    public int Pages;

    /// <summary>What becomes of a write; by default it changes something that is there and creates what isn't.</summary>
    public Func<Write, WriteResult>? Writing { get; set; }

    public IEnumerable<ApiObject> Objects => _objects.Values
        .OrderBy(item => item.Key.Namespace, StringComparer.Ordinal).ThenBy(item => item.Key.Name, StringComparer.Ordinal);

    public ApiObject? Find(ResourceKey key) => _objects.GetValueOrDefault(key);

    public void Hold(params IEnumerable<ApiObject> objects)
    {
        foreach (var item in objects)
            _objects[item.Key] = item;
    }

    public void Reset()
    {
        _objects.Clear();
        Submitted.Clear();
        (IsSilent, Writing, Pages) = (false, null, 0);
    }
}

/// <summary>Answers by the script.</summary>
internal sealed class FakeControlPlane : ReceiveActor
{
    private const int LargestPage = 3;

    private readonly ControlPlaneScript _script;

    public FakeControlPlane(ControlPlaneScript script)
    {
        _script = script;
        Receive<IStorageMessage>(_ => script.IsSilent, _ => { });
        Receive<GetObject>(get => Sender.Tell(new ObjectRead(get.Id, new Revision(7), script.Find(get.Key))));
        Receive<ListObjects>(list => Sender.Tell(List(list)));
        Receive<DescribeStore>(describe => Sender.Tell(new StoreDescribed(describe.Id, 2, new Revision(41), script.Objects.Count(), new Revision(1))));
        Receive<SubmitWrites>(OnSubmitWrites);
    }

    private ObjectsListed List(ListObjects list)
    {
        Interlocked.Increment(ref _script.Pages);
        Assert.True(LabelSelector.TryParse(list.LabelSelector, out var selector, out _));
        var after = _script.Objects
            .Where(item => item.Key.Kind == list.Kind && (list.Namespace is null || item.Key.Namespace == list.Namespace))
            .Where(item => selector.Matches(item.Metadata.Labels))
            .Where(item => string.CompareOrdinal($"{item.Key.Namespace}/{item.Key.Name}", list.After) > 0).ToList();
        var page = after.Take(Math.Min(list.Limit, LargestPage)).ToImmutableArray();
        return new ObjectsListed(list.Id, new Revision(7), page, after.Count > page.Length);
    }

    private void OnSubmitWrites(SubmitWrites submit)
    {
        _script.Submitted.Enqueue(submit);
        Sender.Tell(new WritesAnswered(submit.Id, new Revision(8), [.. submit.Writes.Select(Write)]));
    }

    private WriteResult Write(Write write)
    {
        if (_script.Writing is { } writing)
            return writing(write);
        var present = _script.Find(write.Key);
        return write switch
        {
            ApplyObject apply => new(present is null ? WriteOutcome.Created : WriteOutcome.Changed, ApiObject.Parse(write.Key.Kind, apply.Manifest), null),
            _ when present is null => WriteResult.Refused(Refusal.NotFound(write.Key)),
            DeleteObject => new(WriteOutcome.Removed, present, null),
            _ => new(WriteOutcome.Changed, present, null),
        };
    }
}
