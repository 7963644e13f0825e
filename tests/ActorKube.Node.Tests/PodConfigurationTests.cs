using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit.Objects;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>What a kubelet does for the configuration and the volumes of a pod, carried out by the actors.</summary>
public sealed class PodConfigurationTests : NodeHarness
{
    private const string FromSettings = """[{ "name": "COLOUR", "valueFrom": { "configMapKeyRef": { "name": "settings", "key": "colour" } } }]""";
    private const string Settings = """{ "configMap": { "name": "settings" } }""";

    [Fact]
    public void A_variable_waits_for_its_ConfigMap_and_the_container_starts_when_it_comes()
    {
        var pod = Scripted(APod("web").Having("env", FromSettings), "test $COLOUR = red && sleep 600");
        Provide(KindCatalogue.ConfigMap);

        var waiting = StatusOf(pod, status => Waiting(status) == "CreateContainerConfigError");
        Assert.Equal("configmap \"settings\" not found", (string?)State(waiting)["waiting"]!["message"]);
        Assert.Equal("Pending", (string?)waiting["phase"]);
        Assert.Equal("Error: configmap \"settings\" not found", Event(pod, "Failed"));

        Offer(Added(AConfigMap("settings").Holding("size", "5").Stored(20)));
        Assert.Equal("couldn't find key colour in ConfigMap default/settings", (string?)State(StatusOf(pod, status => Message(status).StartsWith("couldn't", StringComparison.Ordinal)))["waiting"]!["message"]);

        Offer(Added(AConfigMap("settings").Holding("colour", "red").Stored(21)));
        Running(pod);
    }

    [Fact]
    public void A_volume_waits_for_its_Secret_and_nothing_starts_before()
    {
        var pod = Scripted(APod("web").Mounting("keys", """{ "secret": { "secretName": "keys" } }""", "/keys"), "cat /keys/private > /dev/termination-log; exit 7", "Never");
        Provide(KindCatalogue.Secret);

        Assert.Equal("MountVolume.SetUp failed for volume \"keys\" : secret \"keys\" not found", Event(pod, "FailedMount"));

        Offer(Added(ASecret("keys").Holding("private", "k3y").Stored(20)));
        Assert.Equal("k3y", LastWords(pod));
    }

    [Fact]
    public void A_changed_ConfigMap_reaches_the_files_of_a_container_that_runs_but_not_a_mounted_part_nor_its_variables()
    {
        var pod = Scripted(
            APod("web").Having("env", FromSettings).Mounting("all", Settings, "/all").Mounting("all", Settings, "/one", """{ "subPath": "colour" }"""),
            "while [ $(cat /all/colour) = red ]; do sleep 1; done; echo $(cat /all/colour) $(cat /one) $COLOUR > /dev/termination-log", "Never");
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("colour", "red").Stored(20).Build());
        Running(pod);

        Offer(new WatchEvent(WatchEventType.Modified, AConfigMap("settings").Holding("colour", "blue").Stored(21).Build()));

        Assert.Equal("blue red red\n", LastWords(pod));
    }

    [Fact]
    public void Files_stay_when_their_ConfigMap_goes()
    {
        var pod = Scripted(APod("web").Mounting("all", Settings, "/all"), "while [ ! -f /all/size ]; do sleep 1; done; ls /all > /dev/termination-log", "Never");
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("colour", "red").Stored(20).Build());
        Running(pod);

        Offer(new WatchEvent(WatchEventType.Deleted, AConfigMap("settings").Holding("colour", "red").Stored(21).Build()));
        Assert.Equal("MountVolume.SetUp failed for volume \"all\" : configmap \"settings\" not found", Event(pod, "FailedMount"));
        Offer(Added(AConfigMap("settings").Holding("size", "5").Stored(22)));

        Assert.Equal("size\n", LastWords(pod));
    }

    [Fact]
    public void Labels_as_files_follow_the_pod()
    {
        var downward = """{ "downwardAPI": { "items": [{ "path": "labels", "fieldRef": { "fieldPath": "metadata.labels" } }] } }""";
        var script = "while [ \"$(cat /me/labels)\" = 'tier=\"front\"' ]; do sleep 1; done; cat /me/labels > /dev/termination-log";
        var pod = Scripted(APod("web").Labelled("tier", "front").Mounting("me", downward, "/me"), script, "Never");
        Running(pod);

        Change(Script(APod("web").Labelled("tier", "back").Mounting("me", downward, "/me"), script, "Never", 50));

        Assert.Equal("tier=\"back\"", LastWords(pod));
    }

    [Fact]
    public void A_claim_must_be_bound_and_its_volume_keeps_what_a_pod_wrote()
    {
        var claimed = """{ "persistentVolumeClaim": { "claimName": "data" } }""";
        var first = Scripted(APod("first").Mounting("disk", claimed, "/disk"), "echo kept > /disk/file", "Never");
        Provide(KindCatalogue.PersistentVolumeClaim, AClaim("data").With("status.phase", "Pending").Stored(20).Build());
        Assert.Equal(
            "Unable to attach or mount volumes: unmounted volumes=[disk], unattached volumes=[], failed to process volumes=[disk]: error processing PVC default/data: PVC is not bound",
            Event(first, "FailedMount"));

        Offer(
            Added(AVolume("pv").With("spec.hostPath", JsonNode.Parse("""{ "path": "/srv/pv" }""")).With("spec.claimRef", JsonNode.Parse("""{ "uid": "data-uid" }""")).Stored(21)),
            new WatchEvent(WatchEventType.Modified, AClaim("data").With("spec.volumeName", "pv").With("status.phase", "Bound").Stored(22).Build()));
        StatusOf(first, status => (string?)status["phase"] == "Succeeded");
        var second = Script(APod("second").Mounting("disk", """{ "hostPath": { "path": "/srv", "type": "Directory" } }""", "/disk"), "cat /disk/pv/file > /dev/termination-log", "Never", 2);
        Bind(second);

        Assert.Equal("kept\n", LastWords(second));
    }

    [Fact]
    public void A_path_of_the_node_that_is_of_another_type_keeps_the_pod_from_starting()
    {
        var pod = Scripted(APod("web").Mounting("logs", """{ "hostPath": { "path": "/var/log", "type": "Directory" } }""", "/logs"), "sleep 600");
        Assert.Equal("MountVolume.SetUp failed for volume \"logs\" : hostPath type check failed: /var/log is not a directory", Event(pod, "FailedMount"));
    }

    [Fact]
    public void A_part_that_climbs_out_of_its_volume_is_never_mounted()
    {
        var pod = Scripted(
            APod("web").Having("env", """[{ "name": "UP", "value": "../up" }]""").Mounting("tmp", """{ "emptyDir": {} }""", "/tmp/it", """{ "subPathExpr": "$(UP)" }"""), "sleep 600");
        var waiting = StatusOf(pod, status => Waiting(status) == "CreateContainerConfigError");
        Assert.Equal("unable to provision SubPath `../up`: must not contain '..'", Message(waiting));
    }

    [Fact]
    public void A_pod_that_fills_its_emptyDir_is_evicted_and_its_neighbour_runs_on()
    {
        var neighbour = Script(APod("neighbour"), "sleep 600", "Always", 1);
        var pod = Script(APod("web").Mounting("tmp", """{ "emptyDir": { "sizeLimit": "1Ki" } }""", "/scratch"), "dd if=/dev/zero of=/scratch/big bs=1k count=2; sleep 600", "Always", 1);
        Join(1, pod, neighbour);

        var status = StatusOf(pod, status => (string?)status["phase"] == "Failed");

        Assert.Equal(("Evicted", "Usage of EmptyDir volume \"tmp\" exceeds the limit \"1Ki\". "), ((string?)status["reason"], (string?)status["message"]));
        Assert.Equal("Usage of EmptyDir volume \"tmp\" exceeds the limit \"1Ki\". ", Event(pod, "Evicted"));
        Running(neighbour);
    }

    [Fact]
    public void A_pod_that_waits_for_a_volume_can_be_deleted()
    {
        var pod = Scripted(APod("web").Grace(1).Mounting("all", Settings, "/all"), "sleep 600");
        Provide(KindCatalogue.ConfigMap);
        Event(pod, "FailedMount");

        Change(Script(APod("web").Grace(1).Mounting("all", Settings, "/all").Deleting(DateTimeOffset.UnixEpoch, 1), "sleep 600", "Always", 50));

        Assert.Equal(pod.Key, Deletion(pod).Key);
    }

    [Fact]
    public void Another_life_of_the_control_plane_is_watched_anew_and_what_went_meanwhile_is_known()
    {
        var pod = Scripted(APod("web").Mounting("all", Settings, "/all"), "while [ ! -f /all/size ]; do sleep 1; done; ls /all > /dev/termination-log", "Never");
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("colour", "red").Stored(20).Build());
        Running(pod);

        Host.Tell(new Protocol.Nodes.NodesRegistered(2, []), ControlPlane);
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("size", "5").Stored(30).Build());

        Assert.Equal("size\n", LastWords(pod));
    }

    [Fact]
    public void The_actor_that_knows_the_objects_may_fail_and_the_pods_still_see_changes()
    {
        var pod = Scripted(APod("web").Mounting("all", Settings, "/all"), "while [ ! -f /all/size ]; do sleep 1; done; ls /all > /dev/termination-log", "Never");
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("colour", "red").Stored(20).Build());
        Running(pod);

        Actor("_configuration").Tell(Kill.Instance);
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("size", "5").Stored(30).Build());

        Assert.Equal("size\n", LastWords(pod));
    }

    private static WatchEvent Added(DataBuilder item) => new(WatchEventType.Added, item.Build());

    private static WatchEvent Added(PlainBuilder item) => new(WatchEventType.Added, item.Build());

    private static ApiObject Script(PodBuilder pod, string script, string restartPolicy, long revision) => Bound(
        pod.Running("busybox").Restarting(restartPolicy).Having("command", $"""["sh", "-c", {System.Text.Json.JsonSerializer.Serialize(script)}]"""), revision).Build();

    private ApiObject Scripted(PodBuilder pod, string script, string restartPolicy = "Always")
    {
        var built = Script(pod, script, restartPolicy, 1);
        Join(1, built);
        return built;
    }

    private string? LastWords(ApiObject pod) =>
        (string?)State(StatusOf(pod, status => (string?)status["phase"] is "Succeeded" or "Failed"))["terminated"]!["message"];

    private static JsonNode State(JsonNode status) => status["containerStatuses"]![0]!["state"]!;

    private static string? Waiting(JsonNode status) => (string?)State(status)["waiting"]?["reason"];

    private static string Message(JsonNode status) => (string?)State(status)["waiting"]?["message"] ?? "";
}
