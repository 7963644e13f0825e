using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace ActorKube.ControlPlane.Tests.Controllers;

/// <summary>What stories about the control plane's rooms share: a store in memory, and words to change it and to wait for it.</summary>
public abstract class ControlPlaneStory : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private long _ids;

    private protected ControlPlaneStory() : base("akka.loglevel = WARNING\nakka.test.default-timeout = 20s")
    {
    }

    /// <summary>Emulated time: as fast as real time unless a story says otherwise.</summary>
    private protected EmulatedTimeProvider Time { get; set; } = EmulatedTimeProvider.RealTime;

    private protected IActorRef Store { get; private set; } = ActorRefs.Nobody;

    private protected void StoreOf(params IEnumerable<ApiObject> objects) => Store = Sys.ActorOf(Props.Create(() => new StoreInMemory(
        Time, objects.Prepend(Given.ANamespace("default").Stored().Build()))), "store");

    private protected ControlPlaneContext Room(string hocon = "", long epoch = 7) =>
        new(Store, epoch, ControlPlaneSettings.From(ConfigurationFactory.ParseString(hocon)), Time);

    /// <summary>Carries one write out; fails if it is refused.</summary>
    private protected ApiObject Write(Write write)
    {
        var probe = CreateTestProbe();
        Store.Tell(new SubmitWrites(++_ids, write), probe);
        var result = probe.ExpectMsg<WritesAnswered>(Patience).Results[0];
        return result.Object ?? throw new InvalidOperationException($"{write.Key}: {result.Refusal}");
    }

    private protected ApiObject Create(ApiObject item) => Write(new CreateObject(item.Key, item.Json));

    private protected ApiObject Patch(ResourceKey key, string fields, Subresource part = Subresource.None) =>
        Write(new PatchObject(key, PatchType.Merge, Json.Bytes(fields), part));

    private protected StoreInMemory.Described Stored()
    {
        var probe = CreateTestProbe();
        Store.Tell(new StoreInMemory.Describe(), probe);
        return probe.ExpectMsg<StoreInMemory.Described>(Patience);
    }

    private protected List<ApiObject> All(ResourceKind kind) =>
        [.. Stored().Objects.Where(item => item.Key.Kind == kind).OrderBy(item => item.Key.Name, StringComparer.Ordinal)];

    private protected ApiObject? Find(ResourceKey key) => Stored().Objects.FirstOrDefault(item => item.Key == key);

    private protected List<string> Events => [.. All(KindCatalogue.Event).Select(item => item.ToTree()).Select(tree =>
        $"{(string?)tree["type"]} {(string?)tree["reason"]} {(string?)tree.At("involvedObject.name")}: {(string?)tree["message"]}")];

    /// <summary>Waits until something holds of the store.</summary>
    private protected void Until(Func<bool> holds) => AwaitCondition(holds, Patience, TimeSpan.FromMilliseconds(20));

    private protected static JsonNode? Field(ApiObject? item, string path) => item?.ToTree().At(path);

    private protected static ReadOnlyMemory<byte> Bytes(ApiObject item) => CanonicalJson.Write(item.ToTree());
}
