using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Hosting;
using ActorKube.Launching;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Node;
using ActorKube.Palettes.Processes;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using k8s.Models;
using Xunit.Sdk;

namespace ActorKube.Cluster.Tests.InProcess;

/// <summary>
/// The real composition of a control plane and its nodes in one process and one actor system, with its store in a temporary directory: for tests
/// that are about behaviour rather than about processes.
/// </summary>
internal sealed class InProcessCluster : IAsyncDisposable
{
    /// <summary>More than anything in these tests prints, so that nothing has to be granted.</summary>
    private const int SessionWindow = 1 << 20;

    private static readonly LogOptions WholeLog = new(Previous: false, Follow: false, Timestamps: false, null, null, null, null);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly string[] OwnNamespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];
    private static readonly string[] OwnRuntimeClasses = ["simulated", "process"];

    private readonly ActorSystem _system;
    private readonly IActorRef _controlPlane;
    private readonly IActorRef _nodeHost;
    private readonly DataDirectory _data;
    private readonly EmulatedTimeProvider _time;
    private Dictionary<string, ApiObject> _freshNodes = [];
    private long _nextId;

    private InProcessCluster(
        ActorSystem system, IActorRef controlPlane, IActorRef nodeHost, DataDirectory data, EmulatedTimeProvider time, IReadOnlyList<string> nodeNames) =>
        (_system, _controlPlane, _nodeHost, _data, _time, NodeNames) = (system, controlPlane, nodeHost, data, time, nodeNames);

    internal IReadOnlyList<string> NodeNames { get; }

    internal DateTimeOffset Now => _time.GetUtcNow();

    internal static async Task<InProcessCluster> StartAsync(IReadOnlyList<string> nodeNames, double timeScale, string runtime = "simulated")
    {
        var data = new DataDirectory(Directory.CreateTempSubdirectory("actorkube-test-").FullName);
        var now = TimeProvider.System.GetUtcNow();
        var port = FreePorts.Take(1)[0];
        var settings = new MemberSettings
        {
            Role = ClusterPlan.ControlPlaneRole, Name = "test", Host = "127.0.0.1", Port = port, PbmPort = 0, ApiPort = 0, Seeds = [$"127.0.0.1:{port}"], Nodes = 0,
            Runtime = runtime, Data = data, TimeProfile = "kubernetes", Clock = new EmulatedClock(timeScale, now, now), Store = null, Launched = null,
        };
        var persistence = settings.OpenStore();
        var config = persistence.Config
            .WithFallback(ConfigurationFactory.ParseString("akka.loglevel = WARNING"))
            .WithFallback(MemberConfig.Of(settings));
        var system = ActorSystem.Create(MemberProcess.SystemName, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), persistence.Setup));
        MemberActors.Start(system, settings, config, new ProcessIdentity("test", settings.Role, 0, []), new LogBuffer(100), api: null);
        var controlPlane = await system.ActorSelection("/user/control-plane-proxy").ResolveOne(Patience);
        var time = settings.Clock.ToTimeProvider();
        var nodeHost = system.ActorOf(NodeHostActor.Props(NodeHostSettings.From(config, "test", nodeNames), time, controlPlane, 1), "node-host");
        var cluster = new InProcessCluster(system, controlPlane, nodeHost, data, time, nodeNames);
        cluster._freshNodes = (await cluster.EventuallyAsync(objects => objects.Count(IsReadyNode) == nodeNames.Count, "all nodes are Ready"))
            .Where(IsReadyNode).ToDictionary(node => node.Key.Name);
        return cluster;
    }

    /// <summary>One write, answered.</summary>
    internal async Task<WriteResult> SubmitAsync(Write write)
    {
        var answer = await _controlPlane.Ask<WritesAnswered>(new SubmitWrites(++_nextId, write), Patience);
        return answer.Results[0];
    }

    /// <summary>One write that may not be refused.</summary>
    internal async Task MustAsync(Write write)
    {
        if ((await SubmitAsync(write)).Refusal is { } refusal)
            throw new XunitException($"{write.Key}: {refusal}");
    }

    /// <summary>Every object of the cluster.</summary>
    internal async Task<IReadOnlyList<ApiObject>> ObjectsAsync()
    {
        var objects = new List<ApiObject>();
        foreach (var kind in KindCatalogue.BuiltIn.Stored)
            objects.AddRange(await ListAsync(kind));
        return objects;
    }

    /// <summary>The logs of all containers as they are now; empty for those that haven't run.</summary>
    internal async Task<IReadOnlyDictionary<(ResourceKey Pod, string Container), string>> LogsAsync(IEnumerable<ApiObject> objects)
    {
        var logs = new Dictionary<(ResourceKey, string), string>();
        foreach (var pod in objects.Where(item => item.Key.Kind == KindCatalogue.Pod && item.Pod.NodeName.Length > 0))
        {
            var spec = pod.As<V1Pod>().Spec;
            foreach (var container in spec.Containers.Concat(spec.InitContainers ?? []))
            {
                var (output, refusal) = await ReadAsync(window => new OpenLog(pod.Key, pod.Metadata.Uid, window, container.Name, WholeLog));
                logs[(pod.Key, container.Name)] = refusal is null ? output : "";
            }
        }
        return logs;
    }

    /// <summary>What a command in a container prints to both of its outputs; why it can't be run if it can't.</summary>
    internal async Task<string> ExecAsync(ApiObject pod, string container, IEnumerable<string> command)
    {
        var (output, refusal) = await ReadAsync(window => new OpenExec(pod.Key, pod.Metadata.Uid, window, container, [.. command], new(Stdin: false, Stdout: true, Stderr: true, Tty: false)));
        return $"{output}{refusal}";
    }

    /// <summary>All that a session brings, and what ended it if it didn't end well.</summary>
    private async Task<(string Output, Refusal? Refusal)> ReadAsync(Func<int, OpenSession> open)
    {
        var inbox = Inbox.Create(_system);
        inbox.Send(_nodeHost, open(SessionWindow));
        var output = new StringBuilder();
        while (true)
        {
            switch (await inbox.ReceiveAsync(Patience))
            {
                case SessionData data:
                    output.Append(Encoding.UTF8.GetString(data.Bytes.Span));
                    break;
                case SessionEnded ended:
                    return (output.ToString(), ended.Refusal);
                case SessionRefused refused:
                    return ("", refused.Refusal);
                case Status.Failure failed:
                    throw failed.Cause;
            }
        }
    }

    internal async Task<IReadOnlyList<ApiObject>> ListAsync(ResourceKind kind)
    {
        var objects = new List<ApiObject>();
        ObjectsListed page;
        do
        {
            var after = objects.Count == 0 ? "" : objects[^1].Key.QualifiedName;
            page = await _controlPlane.Ask<ObjectsListed>(new ListObjects(++_nextId, kind, After: after), Patience);
            objects.AddRange(page.Objects);
        }
        while (page.More);
        return objects;
    }

    internal async Task<IReadOnlyList<ApiObject>> EventuallyAsync(Func<IReadOnlyList<ApiObject>, bool> holds, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            var objects = await ObjectsAsync();
            if (holds(objects))
                return objects;
            await Task.Delay(BetweenLooks);
        }
        throw new TimeoutException($"not within {Patience.TotalSeconds:0} s: {what}");
    }

    /// <summary>Removes every object that a test made, and gives each node its first labels and taints back.</summary>
    internal async Task CleanAsync()
    {
        foreach (var kind in KindCatalogue.BuiltIn.Stored.Where(kind => kind != KindCatalogue.Node && kind != KindCatalogue.Namespace).OrderBy(kind => kind == KindCatalogue.Pod))
            foreach (var item in (await ListAsync(kind)).Where(item => !IsOwn(item)))
                await SubmitAsync(new DeleteObject(item.Key, GraceSeconds: 0));
        foreach (var item in await ListAsync(KindCatalogue.Namespace))
            if (!IsOwn(item))
                await SubmitAsync(new DeleteObject(item.Key));
        await EventuallyAsync(
            objects => objects.All(item => item.Key.Kind == KindCatalogue.Node || item.Key.Kind == KindCatalogue.Event || IsOwn(item)),
            "the cluster is clean");
        foreach (var item in await ListAsync(KindCatalogue.Node))
            await ResetAsync(item);
        await EventuallyAsync(objects => objects.Count(IsReadyNode) == NodeNames.Count, "all nodes are Ready");
        foreach (var item in await ListAsync(KindCatalogue.Event))
            await SubmitAsync(new DeleteObject(item.Key));
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data.Path, recursive: true);
    }

    private async Task ResetAsync(ApiObject node)
    {
        if (!_freshNodes.TryGetValue(node.Key.Name, out var fresh))
        {
            await MustAsync(new DeleteObject(node.Key));
            return;
        }
        var first = fresh.ToTree();
        var labels = new JsonObject(node.Metadata.Labels.Keys.Select(key => new KeyValuePair<string, JsonNode?>(key, null)));
        foreach (var (key, value) in fresh.Metadata.Labels)
            labels[key] = value;
        var metadata = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels }, ["spec"] = new JsonObject { ["taints"] = null, ["unschedulable"] = null } };
        await MustAsync(new PatchObject(node.Key, PatchType.Merge, Encoding.UTF8.GetBytes(metadata.ToJsonString())));
        var status = new JsonObject { ["status"] = new JsonObject { ["capacity"] = Exactly("capacity"), ["allocatable"] = Exactly("allocatable") } };
        await MustAsync(new PatchObject(node.Key, PatchType.Merge, Encoding.UTF8.GetBytes(status.ToJsonString()), Subresource.Status));

        JsonObject Exactly(string field)
        {
            var wanted = first["status"]![field]!.DeepClone().AsObject();
            foreach (var (resource, _) in node.ToTree()["status"]![field]!.AsObject())
                wanted.TryAdd(resource, null);
            return wanted;
        }
    }

    private static bool IsOwn(ApiObject item) =>
        (item.Key.Kind == KindCatalogue.RuntimeClass ? OwnRuntimeClasses : OwnNamespaces).Contains(item.Key.Name);

    private static bool IsReadyNode(ApiObject item) => item.Key.Kind == KindCatalogue.Node && item.Node.IsReady && item.Node.Taints.IsEmpty;
}
