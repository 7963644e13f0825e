using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Conversions;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Conversions;

public sealed class VersionConversionTests
{
    private static readonly ResourceKey Old = new(KindCatalogue.HorizontalPodAutoscalerV1, "default", "web");
    private static readonly ResourceKey New = new(KindCatalogue.HorizontalPodAutoscaler, "default", "web");

    private readonly World _world = new();

    [Fact]
    public void An_autoscaler_of_v1_is_stored_as_v2()
    {
        var stored = World.Put(_world.Create(Old, Json.Bytes(
            """{"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"minReplicas":1,"maxReplicas":5,"targetCPUUtilizationPercentage":80}}""")));
        Assert.Equal(New, stored.Key);
        Assert.Equal("autoscaling/v2", (string?)stored.ToTree()["apiVersion"]);
        Assert.Equal(
            """[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]""",
            stored.ToTree().At("spec.metrics")!.ToJsonString());
        Assert.Null(stored.ToTree().At("spec.targetCPUUtilizationPercentage"));
        var served = VersionConversions.ToServed(KindCatalogue.HorizontalPodAutoscalerV1, _world[New]).ToTree();
        Assert.Equal(80, (int?)served.At("spec.targetCPUUtilizationPercentage"));
        Assert.Equal("autoscaling/v1", (string?)served["apiVersion"]);
        Assert.Null(served.At("spec.metrics"));
    }

    [Fact]
    public void A_patch_of_v1_sees_v1()
    {
        World.Put(_world.Create(Old, Json.Bytes(
            """{"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":5,"targetCPUUtilizationPercentage":80}}""")));
        var patch = """[{"op":"test","path":"/spec/targetCPUUtilizationPercentage","value":80},{"op":"replace","path":"/spec/targetCPUUtilizationPercentage","value":50}]""";
        var patched = World.Put(_world.Patch(Old, PatchType.Json, patch));
        Assert.Equal(50, (int?)patched.ToTree().At("spec.metrics.0.resource.target.averageUtilization"));
    }

    [Fact]
    public void What_v1_has_no_field_for_survives_the_way_there_and_back()
    {
        var tree = Json.Tree(
            """
            {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"web","namespace":"default","annotations":{"mine":"stays"}},
             "spec":{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"web"},
              "metrics":[
               {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}},
               {"type":"ContainerResource","containerResource":{"name":"cpu","container":"main","target":{"type":"Utilization","averageUtilization":60}}},
               {"type":"Pods","pods":{"metric":{"name":"packets","selector":{"matchLabels":{"a":"b"}}},"target":{"type":"AverageValue","averageValue":"1k"}}},
               {"type":"Object","object":{"describedObject":{"kind":"Ingress","name":"main"},"metric":{"name":"requests"},"target":{"type":"Value","value":"2k"}}},
               {"type":"External","external":{"metric":{"name":"queue","selector":{"matchLabels":{"q":"x"}}},"target":{"type":"AverageValue","averageValue":"30"}}},
               {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}],
              "behavior":{"scaleDown":{"stabilizationWindowSeconds":60,"policies":[{"type":"Pods","value":4,"periodSeconds":15}],"selectPolicy":"Max"}}},
             "status":{"desiredReplicas":2,
              "currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":40,"averageValue":"400m"}}}],
              "conditions":[{"type":"AbleToScale","status":"True"}]}}
            """);
        var there = (JsonObject)tree.DeepClone();
        VersionConversions.Convert(KindCatalogue.HorizontalPodAutoscaler, KindCatalogue.HorizontalPodAutoscalerV1, there);
        Assert.Equal(50, (int?)there.At("spec.targetCPUUtilizationPercentage"));
        Assert.Equal(40, (int?)there.At("status.currentCPUUtilizationPercentage"));
        var annotations = there.At("metadata.annotations")!.AsObject();
        Assert.StartsWith(
            """[{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}},{"type":"ContainerResource",""",
            (string?)annotations["autoscaling.alpha.kubernetes.io/metrics"]);
        Assert.Contains("""{"target":{"kind":"Ingress","name":"main"}""", ((string?)annotations["autoscaling.alpha.kubernetes.io/metrics"])!.Replace("\"metricName\":\"requests\",", ""));
        Assert.StartsWith("{\"ScaleDown\":{\"StabilizationWindowSeconds\":60,", (string?)annotations["autoscaling.alpha.kubernetes.io/behavior"]);
        Assert.Null(there.At("spec.behavior"));
        VersionConversions.Convert(KindCatalogue.HorizontalPodAutoscalerV1, KindCatalogue.HorizontalPodAutoscaler, there);
        Assert.True(JsonNode.DeepEquals(tree, there), there.ToJsonString());
    }

    [Fact]
    public void An_annotation_that_somebody_spoilt_is_passed_over()
    {
        var tree = Json.Tree("""{"metadata":{"annotations":{"autoscaling.alpha.kubernetes.io/metrics":"[{","autoscaling.alpha.kubernetes.io/behavior":"7"}},"spec":{"maxReplicas":1}}""");
        VersionConversions.Convert(KindCatalogue.HorizontalPodAutoscalerV1, KindCatalogue.HorizontalPodAutoscaler, tree);
        Assert.Equal("""{"metadata":{},"spec":{"maxReplicas":1},"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler"}""", tree.ToJsonString());
    }

    [Fact]
    public void Events_have_other_names_in_their_own_group()
    {
        var key = new ResourceKey(KindCatalogue.EventsEvent, "default", "e");
        var stored = World.Put(_world.Create(key, Json.Bytes(
            """
            {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"e"},"eventTime":"2026-01-01T12:00:00.5Z","regarding":{"kind":"Pod","name":"web","namespace":"default"},
             "note":"it happened","reportingController":"me","reportingInstance":"me-1","reason":"Because","action":"Do","type":"Normal",
             "series":{"count":3,"lastObservedTime":"2026-01-01T12:00:01Z"}}
            """)));
        var tree = stored.ToTree();
        Assert.Equal("v1", (string?)tree["apiVersion"]);
        Assert.Equal("web", (string?)tree.At("involvedObject.name"));
        Assert.Equal("it happened", (string?)tree["message"]);
        Assert.Equal("me", (string?)tree["reportingComponent"]);
        Assert.Equal("2026-01-01T12:00:00.500000Z", (string?)tree["eventTime"]);
        Assert.Equal("2026-01-01T12:00:01.000000Z", (string?)tree.At("series.lastObservedTime"));
        var served = VersionConversions.ToServed(KindCatalogue.EventsEvent, stored);
        Assert.Equal(stored.Key.Name, VersionConversions.ToStored(served).Key.Name);
        Assert.True(JsonNode.DeepEquals(tree, VersionConversions.ToStored(served).ToTree()));
        Assert.Equal("it happened", (string?)served.ToTree()["note"]);
    }

    [Fact]
    public void What_only_old_events_say_is_deprecated_in_their_own_group()
    {
        var stored = World.Put(_world.Create(new ResourceKey(KindCatalogue.Event, "default", "e"), Json.Bytes("""{"count":2,"source":{"component":"me"}}""")));
        var served = VersionConversions.ToServed(KindCatalogue.EventsEvent, stored).ToTree();
        Assert.Equal(2, (int?)served["deprecatedCount"]);
        Assert.Equal("me", (string?)served.At("deprecatedSource.component"));
    }

    [Fact]
    public void Times_are_kept_in_whole_seconds_of_UTC()
    {
        var web = ResourceKey.Pod("default", "web");
        World.Put(_world.Create(Given.APod("web").Build()));
        var patched = World.Put(_world.Patch(web, """{"status":{"startTime":"2026-01-01T13:00:00.75+01:00"}}""", status: true));
        Assert.Equal("2026-01-01T12:00:00Z", (string?)patched.ToTree().At("status.startTime"));
    }
}
