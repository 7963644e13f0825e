using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class LeaseAndEventTests
{
    private const string Sound =
        """{"eventTime":"2026-01-01T12:00:00Z","regarding":{"kind":"Pod","name":"web","namespace":"default"},"note":"x","reason":"R","action":"A","type":"Normal","reportingController":"c","reportingInstance":"i"}""";

    [Fact]
    public void A_lease_lasts_and_counts_from_zero() => Assert.Equal(
        [
            "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
            "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0",
        ],
        Admitted.Faults(KindCatalogue.Lease, """{"spec":{"leaseDurationSeconds":0,"leaseTransitions":-1}}"""));

    [Fact]
    public void A_lease_tells_times_by_the_microsecond_and_forgets_elections_that_are_not_there()
    {
        var made = Admitted.New(KindCatalogue.Lease,
            """{"spec":{"holderIdentity":"a","acquireTime":"2026-01-01T12:00:00Z","renewTime":"2026-01-01T13:00:00.5+01:00","strategy":"OldestEmulationVersion","preferredHolder":"b"}}""");
        Assert.Equal(
            """{"holderIdentity":"a","acquireTime":"2026-01-01T12:00:00.000000Z","renewTime":"2026-01-01T12:00:00.500000Z"}""", made["spec"]!.ToJsonString());
    }

    [Fact]
    public void An_event_tells_times_by_the_microsecond()
    {
        var made = Written("""{"eventTime":"2026-01-01T12:00:00Z"}""", """{"series":{"count":2,"lastObservedTime":"2026-01-01T12:00:01Z"}}""");
        Assert.Equal("2026-01-01T12:00:00.000000Z", (string?)made["eventTime"]);
        Assert.Equal("2026-01-01T12:00:01.000000Z", (string?)made.At("series.lastObservedTime"));
    }

    /// <summary>Fields of an Event of core/v1, and all that is wrong with them.</summary>
    public static TheoryData<string, string[]> FaultyOld => new()
    {
        { """{"involvedObject":{"namespace":"shop"}}""", ["involvedObject.namespace: Invalid value: \"shop\": does not match event.namespace"] },
        { """{"eventTime":"2026-01-01T12:00:00Z"}""", [
            "reportingComponent: Required value",
            "reportingComponent: Invalid value: \"\": name part must be non-empty",
            $"reportingComponent: Invalid value: \"\": {Admitted.QualifiedName}",
            "reportingInstance: Required value", "action: Required value", "reason: Required value",
        ] },
        { $$"""{"eventTime":"2026-01-01T12:00:00Z","reportingComponent":"c","reportingInstance":"{{new string('i', 129)}}","action":"A","reason":"R","message":"{{new string('m', 1025)}}"}""", [
            "reportingInstance: Invalid value: \"\": can have at most 128 characters", "message: Invalid value: \"\": can have at most 1024 characters",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultyOld))]
    public void A_faulty_event_is_refused(string fields, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.Event, fields));

    [Fact]
    public void An_event_of_the_newer_sort_may_be_in_a_namespace_of_its_own_choice() => Assert.Equal("c", (string?)Admitted.New(KindCatalogue.Event,
        """{"eventTime":"2026-01-01T12:00:00Z","involvedObject":{"namespace":"shop"},"reportingComponent":"c","reportingInstance":"i","action":"A","reason":"R"}""")["reportingComponent"]);

    [Fact]
    public void An_event_about_the_cluster_is_in_a_namespace_of_the_cluster()
    {
        var world = new World();
        World.Put(world.Create(Given.ANamespace("shop").Build()));
        World.Put(world.Create(Given.ANamespace("kube-system").Build()));
        var clusterwide = Changed(Sound, """{"regarding":{"kind":"Node","name":"worker-1"}}""");
        World.Put(world.Create(Key with { Namespace = "kube-system" }, clusterwide));
        Assert.Equal(
            ["involvedObject.namespace: Invalid value: \"\": does not match event.namespace"],
            World.Refused(world.Create(Key with { Namespace = "shop" }, clusterwide)).Faults.Select(fault => fault.ToString()));
    }

    /// <summary>What is changed of a sound Event of events.k8s.io/v1, and all that is wrong with it then.</summary>
    public static TheoryData<string, string[]> FaultyNew => new()
    {
        { """{"eventTime":null}""", ["eventTime: Required value"] },
        { """{"type":"Odd"}""", ["type: Invalid value: \"\": has invalid value: Odd"] },
        { """{"deprecatedFirstTimestamp":"2026-01-01T12:00:00Z","deprecatedLastTimestamp":"2026-01-01T12:00:00Z","deprecatedCount":1,"deprecatedSource":{"host":"h"}}""", [
            "firstTimestamp: Invalid value: \"\": needs to be unset", "lastTimestamp: Invalid value: \"\": needs to be unset",
            "count: Invalid value: \"\": needs to be unset", "source: Invalid value: \"\": needs to be unset",
        ] },
        { """{"series":{"count":1}}""", ["series.count: Invalid value: \"\": should be at least 2", "series.lastObservedTime: Required value"] },
        { """{"reportingController":"-"}""", [$"reportingController: Invalid value: \"-\": {Admitted.QualifiedName}"] },
    };

    [Theory]
    [MemberData(nameof(FaultyNew))]
    public void The_newer_group_is_stricter(string change, string[] faults) =>
        Assert.Equal(faults, World.Refused(new World().Create(Key, Changed(Sound, change))).Faults.Select(fault => fault.ToString()));

    [Fact]
    public void In_the_newer_group_only_repetitions_change()
    {
        var world = new World();
        World.Put(world.Create(Key, Changed(Sound, "{}")));
        World.Put(world.Replace(Key, Changed(Sound, """{"series":{"count":2,"lastObservedTime":"2026-01-01T12:00:01Z"}}""")));
        Assert.Equal(
            [
                "involvedObject: Invalid value: {\"kind\":\"Pod\",\"name\":\"other\",\"namespace\":\"default\"}: field is immutable",
                "message: Invalid value: \"y\": field is immutable",
                "reportingController: Invalid value: \"d\": field is immutable",
            ],
            World.Refused(world.Replace(Key, Changed(Sound, """{"note":"y","reportingController":"d","regarding":{"kind":"Pod","name":"other","namespace":"default"}}""")))
                .Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void A_template_of_pods_has_their_defaults_and_rules_and_counts_its_changes()
    {
        const string Template = """{"template":{"spec":{"containers":[{"name":"a","image":"b"}]}}}""";
        var made = Admitted.New(KindCatalogue.PodTemplate, Template);
        Assert.Equal("Always", (string?)made.At("template.spec.restartPolicy"));
        Assert.Equal(1, (int)made.At("metadata.generation")!);
        Assert.Equal(2, (int)Admitted.Replaced(KindCatalogue.PodTemplate, Template, Template.Replace("\"b\"", "\"c\"", StringComparison.Ordinal)).At("metadata.generation")!);
        Assert.Equal(1, (int)Admitted.Replaced(KindCatalogue.PodTemplate, Template, Template[..^1] + ""","metadata":{"labels":{"a":"b"}}}""").At("metadata.generation")!);
        Assert.Equal(
            [$"template.labels: Invalid value: \"-\": {Admitted.QualifiedName}", "template.spec.containers: Required value"],
            Admitted.Faults(KindCatalogue.PodTemplate, """{"template":{"metadata":{"labels":{"-":"a"}},"spec":{}}}"""));
    }

    [Fact]
    public void Of_its_secrets_an_account_knows_only_the_names() => Assert.Equal(
        """[{"name":"a"},{"name":"b"}]""",
        Admitted.New(KindCatalogue.ServiceAccount, """{"secrets":[{"name":"a","namespace":"shop","kind":"Secret"},{"name":"b"}]}""")["secrets"]!.ToJsonString());

    private static ResourceKey Key => new(KindCatalogue.EventsEvent, "default", "e");

    private static JsonObject Written(params string[] changes) =>
        World.Put(new World().Create(Key, changes.Aggregate((ReadOnlyMemory<byte>)Json.Bytes(Sound), (fields, change) => Changed(System.Text.Encoding.UTF8.GetString(fields.Span), change)))).ToTree();

    private static ReadOnlyMemory<byte> Changed(string fields, string change)
    {
        var tree = JsonNode.Parse(fields)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            tree[name] = value?.DeepClone();
        return Json.Bytes(tree);
    }
}
