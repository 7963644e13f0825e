using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit.Objects;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace ActorKube.Node.Tests;

/// <summary>A node host with one node, <c>worker-1</c>, whose control plane is played by the test. Emulated time runs fast.</summary>
public abstract class NodeHarness : Akka.TestKit.Xunit2.TestKit
{
    /// <summary>The whole of a log as it is now.</summary>
    private protected static readonly LogOptions All = new(Previous: false, Follow: false, Timestamps: false, null, null, null, null);

    protected const string NodeName = "worker-1";
    protected static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private (IActorRef Watcher, long Id, long Sequence) _provided;
    private long _sequence;
    private long _watchId;
    private long _revision = 10;
    private readonly Dictionary<string, Queue<JsonNode>> _statuses = [];
    private readonly List<JsonNode> _events = [];

    protected NodeHarness(string more = "") : base(ConfigurationFactory.ParseString("akka.loglevel = WARNING").WithFallback(NodeConfig.Default))
    {
        ControlPlane = CreateTestProbe();
        var settings = NodeHostSettings.From(
            ConfigurationFactory.ParseString($"actorkube.node {{ status-interval = 1ms, answer-timeout = 60s, heartbeat-interval = 2s, data-directory = \"{Data}\"\n{more} }}"), "host-1", [NodeName]);
        Host = Sys.ActorOf(NodeHostActor.Props(settings, new EmulatedTimeProvider(20, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch), ControlPlane, 1), "node-host");
    }

    /// <summary>The folder for the node's data.</summary>
    protected string Data { get; } = Directory.CreateTempSubdirectory("actorkube-test-").FullName;

    private protected TestProbe ControlPlane { get; }

    private protected IActorRef Host { get; }

    /// <summary>Registers the host with an epoch, and shows it the pods that are bound to it.</summary>
    protected void Join(long epoch = 1, params ApiObject[] pods)
    {
        Fish<RegisterNodes>();
        Host.Tell(new NodesRegistered(epoch, []), ControlPlane);
        Sync(pods);
    }

    /// <summary>Answers the host's next watch with these pods.</summary>
    protected void Sync(params ApiObject[] pods)
    {
        _watchId = Fish<WatchObjects>(watch => watch.Kinds.Contains(KindCatalogue.Pod)).WatchId;
        _sequence = 0;
        Show([.. pods.Select(pod => new WatchEvent(WatchEventType.Added, pod))], Revision.None);
        Host.Tell(new WatchSynced(_watchId, ++_sequence, new Revision(_revision)), ControlPlane);
    }

    /// <summary>Answers the node's next watch of that kind with these objects, and shows it what <see cref="Offer"/> brings later.</summary>
    private protected void Provide(ResourceKind kind, params ApiObject[] objects)
    {
        var asked = (WatchObjects)ControlPlane.FishForMessage(
            message =>
            {
                if (message is SubmitWrites submit)
                    Keep(submit);
                return message is WatchObjects watch && watch.Kinds.Contains(kind);
            },
            Generous);
        _provided = (ControlPlane.LastSender, asked.WatchId, 0);
        if (objects.Length > 0)
            Offer([.. objects.Select(item => new WatchEvent(WatchEventType.Added, item))]);
        _provided.Watcher.Tell(new WatchSynced(_provided.Id, ++_provided.Sequence, new Revision(_revision)), ControlPlane);
    }

    /// <summary>Changes among the objects that were provided last.</summary>
    private protected void Offer(params ImmutableArray<WatchEvent> events) =>
        _provided.Watcher.Tell(new WatchEvents(_provided.Id, ++_provided.Sequence, new Revision(_revision), events), ControlPlane);

    protected void Bind(ApiObject pod) => Show([new WatchEvent(WatchEventType.Added, pod)]);

    protected void Change(ApiObject pod) => Show([new WatchEvent(WatchEventType.Modified, pod)]);

    protected void Remove(ApiObject pod) => Show([new WatchEvent(WatchEventType.Deleted, pod)]);

    protected static PodBuilder Bound(PodBuilder pod, long revision = 1) => pod.On(NodeName).Stored(revision);

    /// <summary>Waits for a status of the pod that holds, from the first one that was not asked for yet, and confirms every write on the way.</summary>
    protected JsonNode StatusOf(ApiObject pod, Func<JsonNode, bool> holds)
    {
        if (Next(pod, holds) is { } known)
            return known;
        JsonNode? found = null;
        ControlPlane.FishForMessage(
            message =>
            {
                if (message is SubmitWrites submit)
                    Keep(submit);
                return (found = Next(pod, holds)) is not null;
            },
            Generous);
        return found!;
    }

    private JsonNode? Next(ApiObject pod, Func<JsonNode, bool> holds)
    {
        if (_statuses.TryGetValue(pod.Metadata.Uid, out var statuses))
            while (statuses.TryDequeue(out var status))
                if (holds(status))
                    return status;
        return null;
    }

    /// <summary>Waits for an Event of that reason about the pod, whether it has come already or not, and confirms every write on the way.</summary>
    protected string Event(ApiObject pod, string reason)
    {
        if (Said(pod, reason) is { } known)
            return known;
        string? found = null;
        ControlPlane.FishForMessage(
            message =>
            {
                if (message is SubmitWrites submit)
                    Keep(submit);
                return (found = Said(pod, reason)) is not null;
            },
            Generous);
        return found!;
    }

    /// <summary>True if there was an Event of that reason about the pod among what has come so far.</summary>
    protected bool HasSaid(ApiObject pod, string reason) => Said(pod, reason) is not null;

    /// <summary>What Events of that reason about the pod have said so far.</summary>
    protected IEnumerable<string?> Messages(ApiObject pod, string reason) => _events
        .Where(said => (string?)said["involvedObject"]?["uid"] == pod.Metadata.Uid && (string?)said["reason"] == reason)
        .Select(said => (string?)said["message"]);

    private string? Said(ApiObject pod, string reason) => Messages(pod, reason).FirstOrDefault();

    private void Keep(SubmitWrites submit)
    {
        Confirm(submit);
        _events.AddRange(submit.Writes.OfType<CreateObject>().Select(write => JsonNode.Parse(write.Json.Span)!).Where(tree => (string?)tree["kind"] == "Event"));
        foreach (var tree in submit.Writes.OfType<ReplaceObject>().Select(write => JsonNode.Parse(write.Json.Span)!))
        {
            var uid = (string)tree["metadata"]!["uid"]!;
            if (!_statuses.TryGetValue(uid, out var statuses))
                _statuses[uid] = statuses = [];
            statuses.Enqueue(tree["status"]!);
        }
    }

    protected JsonNode Running(ApiObject pod) => StatusOf(pod, status => IsReady(status));

    protected static bool IsReady(JsonNode status) =>
        status["conditions"]!.AsArray().Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True");

    protected static int Restarts(JsonNode status) => (int)status["containerStatuses"]![0]!["restartCount"]!;

    /// <summary>Waits for the write that says a pod is gone from the node.</summary>
    protected DeleteObject Deletion(ApiObject pod)
    {
        var submit = (SubmitWrites)ControlPlane.FishForMessage(
            message =>
            {
                if (message is SubmitWrites submit)
                    Keep(submit);
                return message is SubmitWrites { Writes: var writes } && writes.OfType<DeleteObject>().Any(write => write.Key == pod.Key);
            },
            Generous);
        return submit.Writes.OfType<DeleteObject>().First(write => write.Key == pod.Key);
    }

    protected T Fish<T>(Func<T, bool>? holds = null) =>
        (T)ControlPlane.FishForMessage(message => message is T wanted && (holds is null || holds(wanted)), Generous);

    protected void Confirm(SubmitWrites submit) => Host.Tell(
        new WritesAnswered(submit.Id, new Revision(++_revision), [.. submit.Writes.Select(_ => new WriteResult(WriteOutcome.Changed, null, null))]), ControlPlane);

    /// <summary>A client for a session with a container.</summary>
    private protected SessionClient Client() => new(CreateTestProbe(), Generous);

    /// <summary>The wish for a log.</summary>
    private protected static OpenLog Reading(ApiObject pod, LogOptions options, string container = "main") =>
        new(pod.Key, pod.Metadata.Uid, SessionClient.Window, container, options);

    protected IActorRef Actor(string path) => Sys.ActorSelection($"/user/node-host/{path}").ResolveOne(Generous).GetAwaiter().GetResult();

    protected override void AfterAll()
    {
        base.AfterAll();
        for (var tries = 0; Directory.Exists(Data) && tries < 5; tries++)
        {
            try
            {
                Directory.Delete(Data, recursive: true);
            }
            catch (IOException)
            {
                // What a container leaves is removed by the node at the same time.
            }
        }
    }

    private void Show(ImmutableArray<WatchEvent> events, Revision? revision = null) =>
        Host.Tell(new WatchEvents(_watchId, ++_sequence, revision ?? new Revision(++_revision), events), ControlPlane);
}
