using ActorKube.Rules.Events;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Events;

/// <summary>Events have upstream's shape.</summary>
public sealed class EventObjectTests
{
    [Fact]
    public void An_event_names_the_very_object_that_it_is_about()
    {
        var facts = new EventFacts(APod("web").In("shop").Stored(7).Build(), EventFacts.Warning, "BackOff", "why", "kubelet", "worker-1", "spec.containers{main}");
        var key = EventObject.KeyOf(facts, "17a5c9");
        var tree = Json.Tree(Json.Text(EventObject.Create(key, facts, At.Second(1.9))));

        Assert.Equal(("shop", "web.17a5c9"), (key.Namespace, key.Name));
        foreach (var (path, value) in new Dictionary<string, string>
        {
            ["kind"] = "Event", ["metadata.namespace"] = "shop", ["involvedObject.kind"] = "Pod", ["involvedObject.apiVersion"] = "v1",
            ["involvedObject.namespace"] = "shop", ["involvedObject.name"] = "web", ["involvedObject.uid"] = "web-uid",
            ["involvedObject.resourceVersion"] = "7", ["involvedObject.fieldPath"] = "spec.containers{main}", ["type"] = "Warning", ["reason"] = "BackOff",
            ["message"] = "why", ["source.component"] = "kubelet", ["source.host"] = "worker-1", ["reportingComponent"] = "kubelet", ["reportingInstance"] = "worker-1",
            ["firstTimestamp"] = "2026-01-01T12:00:01Z", ["lastTimestamp"] = "2026-01-01T12:00:01Z",
        })
        {
            Assert.Equal(value, (string?)tree.At(path));
        }
        Assert.Equal(1, (int?)tree["count"]);
    }

    [Fact]
    public void Events_about_nodes_live_in_default() =>
        Assert.Equal("default", EventObject.KeyOf(new EventFacts(ANode("worker-1").Build(), EventFacts.Normal, "NodeReady", "", "kubelet"), "1").Namespace);

    [Fact]
    public void The_longest_name_leaves_room_for_the_suffix()
    {
        var name = EventObject.KeyOf(new EventFacts(APod(new string('a', 253)).Build(), EventFacts.Normal, "Pulled", "", "kubelet"), "17a5c9").Name;
        Assert.Equal(253, name.Length);
        Assert.EndsWith(".17a5c9", name, StringComparison.Ordinal);
    }
}
