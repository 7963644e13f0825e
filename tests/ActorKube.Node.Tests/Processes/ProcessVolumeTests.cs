using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests.Processes;

/// <summary>What a container that is a real process finds in its volumes. Paths in scripts are relative: without a private view of the files, volumes are below the container's own folder.</summary>
public abstract class ProcessVolumeTests(string isolation) : ProcessStory(isolation)
{
    private const string Settings = """{ "configMap": { "name": "settings", "defaultMode": 288, "items": [{ "key": "colour", "path": "colour" }, { "key": "run", "path": "bin/run", "mode": 493 }] } }""";

    [SkippableFact]
    public void Files_of_a_ConfigMap_are_real_files_with_their_modes()
    {
        OnLinux();
        var pod = Shell("cat conf/colour; conf/bin/run; stat -L -c %a conf/colour conf/bin/run; readlink conf/colour conf/bin; cd conf; ls").Mounting("conf", Settings, "/conf").Build();
        Join(1, pod);
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("colour", "red\n").Holding("run", "#!/bin/sh\necho ran\n").Stored(20).Build());

        Terminated(pod);

        Assert.Equal("red\nran\n440\n755\n..data/colour\n..data/bin\nbin\ncolour\n", LogOf(pod));
    }

    [SkippableFact]
    public void A_projected_volume_joins_what_a_Secret_and_the_pod_say()
    {
        OnLinux();
        var all = """{ "projected": { "sources": [{ "secret": { "name": "keys" } }, { "downwardAPI": { "items": [{ "path": "me/name", "fieldRef": { "fieldPath": "metadata.name" } }] } }] } }""";
        var pod = Shell("cat all/key all/me/name").Mounting("all", all, "/all").Build();
        Join(1, pod);
        Provide(KindCatalogue.Secret);
        Assert.Equal("MountVolume.SetUp failed for volume \"all\" : secret \"keys\" not found", Event(pod, "FailedMount"));

        Offer(new WatchEvent(WatchEventType.Added, ASecret("keys").Holding("key", "k3y\n").Stored(20).Build()));

        Terminated(pod);
        Assert.Equal("k3y\nweb", LogOf(pod));
    }

    [SkippableFact]
    public void A_changed_ConfigMap_reaches_a_container_that_runs_but_not_a_mounted_part()
    {
        OnLinux();
        var all = """{ "configMap": { "name": "settings" } }""";
        var pod = Shell("echo up; until [ \"$(cat all/colour)\" = blue ]; do sleep 0.02; done; cat part/one; ls all part").Mounting("all", all, "/all")
            .Mounting("all", all, "/part/one", """{ "subPath": "colour" }""").Build();
        Join(1, pod);
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("colour", "red\n").Holding("old", "1").Stored(20).Build());
        LogClientOnceRunning(pod).Until("up");

        Offer(new WatchEvent(WatchEventType.Modified, AConfigMap("settings").Holding("colour", "blue\n").Holding("new", "1").Stored(21).Build()));

        Terminated(pod);
        Assert.Equal("up\nred\nall:\ncolour\nnew\n\npart:\none\n", LogOf(pod));
    }

    [SkippableFact]
    public void Labels_as_files_follow_the_pod()
    {
        OnLinux();
        var me = """{ "downwardAPI": { "items": [{ "path": "labels", "fieldRef": { "fieldPath": "metadata.labels" } }] } }""";
        PodBuilder Pod(string tier) => Shell("echo up; until grep -q back me/labels; do sleep 0.02; done; cat me/labels").Mounting("me", me, "/me").Labelled("tier", tier);
        var pod = Started(Pod("front"), "up");

        Change(Pod("back").Stored(50).Build());

        Terminated(pod);
        Assert.Equal("up\ntier=\"back\"", LogOf(pod).TrimEnd());
    }

    [SkippableFact]
    public void Parts_of_volumes_are_made_and_may_be_named_by_variables()
    {
        OnLinux();
        var (_, log) = ToTheEnd(Shell("echo one > a/file; cat whole/parts/a/file; echo two > b/file; cat whole/web/file", ""","env":[{"name":"NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]""")
            .Mounting("v", "{}", "/whole").Mounting("v", "{}", "/a", """{ "subPath": "parts/a" }""").Mounting("v", "{}", "/b", """{ "subPathExpr": "$(NAME)" }"""));

        Assert.Equal("one\ntwo\n", log);
    }

    [SkippableFact]
    public void A_part_behind_a_link_that_leaves_its_volume_is_not_mounted()
    {
        OnLinux();
        var pod = Shell("cat part/passwd").Mounting("v", "{}", "/part", """{ "subPath": "out" }""")
            .With("spec.initContainers", JsonNode.Parse("""[{"name":"first","image":"none","command":["sh","-c","ln -s /etc v/out"],"volumeMounts":[{"name":"v","mountPath":"/v"}]}]""")).Build();
        Join(1, pod);

        var waiting = StatusOf(pod, status => (string?)status["containerStatuses"]?[0]?["state"]?["waiting"]?["reason"] == "CreateContainerConfigError");

        Assert.Equal("failed to prepare subPath for volumeMount \"v\" of container \"main\"", (string?)waiting["containerStatuses"]![0]!["state"]!["waiting"]!["message"]);
    }

    [SkippableFact]
    public void A_path_of_the_node_is_in_the_nodes_own_folder_and_pods_share_it()
    {
        OnLinux();
        var file = $"actorkube-test-{Environment.ProcessId}";
        var first = Shell($"echo kept > disk/{file}; ls disk", name: "first").Mounting("disk", """{ "hostPath": { "path": "/etc" } }""", "/disk").Build();
        var second = Bound(Shell($"cat disk/{file}; echo more > disk/{file}; ls disk", name: "second").Mounting("disk", """{ "hostPath": { "path": "/etc", "type": "Directory" } }""", "/disk", """{ "readOnly": true }"""), 2).Build();
        Join(1, first);
        Terminated(first);

        Bind(second);
        Terminated(second);

        Assert.Equal($"{file}\n", LogOf(first));
        Assert.Equal("kept\n", LogOf(second).Split('\n')[0] + "\n");
        Assert.Equal(Isolation == "whole" ? "kept\n" : "more\n", File.ReadAllText(Path.Combine(Disk, "etc", file)));
        Assert.False(File.Exists($"/etc/{file}"));
    }

    [SkippableFact]
    public void A_path_of_the_node_must_be_of_its_type()
    {
        OnLinux();
        var pod = Shell("true").Mounting("disk", """{ "hostPath": { "path": "/etc/passwd", "type": "File" } }""", "/disk").Build();
        Join(1, pod);

        Assert.Equal("MountVolume.SetUp failed for volume \"disk\" : hostPath type check failed: /etc/passwd is not a file", Event(pod, "FailedMount"));
    }

    [SkippableFact]
    public void A_claims_volume_keeps_what_a_pod_wrote()
    {
        OnLinux();
        var pod = Shell("echo kept > disk/file").Mounting("disk", """{ "persistentVolumeClaim": { "claimName": "data" } }""", "/disk").Build();
        Join(1, pod);
        Provide(
            KindCatalogue.PersistentVolumeClaim,
            AVolume("pv").With("spec.hostPath", JsonNode.Parse("""{ "path": "/srv/pv" }""")).With("spec.claimRef", JsonNode.Parse("""{ "uid": "data-uid" }""")).Stored(21).Build(),
            AClaim("data").With("spec.volumeName", "pv").With("status.phase", "Bound").Stored(22).Build());

        Assert.Equal(0, (int)Terminated(pod)["exitCode"]!);

        Assert.Equal("kept\n", File.ReadAllText(Path.Combine(Disk, "srv", "pv", "file")));
    }

    [SkippableFact]
    public void A_pod_that_fills_its_emptyDir_is_evicted()
    {
        OnLinux();
        var pod = Shell("head -c 3000 /dev/zero > tmp/big; sleep 1000").Mounting("tmp", """{ "emptyDir": { "sizeLimit": "2Ki" } }""", "/tmp").Build();
        Join(1, pod);

        var status = StatusOf(pod, status => (string?)status["phase"] == "Failed");

        Assert.Equal(("Evicted", "Usage of EmptyDir volume \"tmp\" exceeds the limit \"2Ki\". "), ((string?)status["reason"], (string?)status["message"]));
    }

    private protected SessionClient LogClientOnceRunning(ApiObject pod)
    {
        StatusOf(pod, status => status["containerStatuses"]?[0]?["state"]?["running"] is not null);
        return LogClient(pod, follow: true);
    }
}

/// <summary>Volumes at their mount paths.</summary>
[Collection("processes")]
public sealed class WholeVolumeTests() : ProcessVolumeTests("whole")
{
    [SkippableFact]
    public void Given_files_are_read_only_and_mounts_are_where_the_manifest_says_through_the_machines_links()
    {
        OnLinux();
        var script = "exec 2>&1; echo x > /conf/colour; echo $?; cat /var/run/actorkube-test/deep/colour; echo out > /var/run/actorkube-test/mine";
        var settings = """{ "configMap": { "name": "settings" } }""";
        var pod = Shell(script).Mounting("conf", settings, "/conf").Mounting("conf", settings, "/var/run/actorkube-test/deep").Mounting("v", "{}", "/var/run/actorkube-test").Build();
        Join(1, pod);
        Provide(KindCatalogue.ConfigMap, AConfigMap("settings").Holding("colour", "red\n").Stored(20).Build());
        Terminated(pod);
        Skip.If(HasSaid(pod, "RuntimeNotIsolated"), "this machine permits no private view of its files");

        Assert.EndsWith("Read-only file system\n2\nred\n", LogOf(pod), StringComparison.Ordinal);
        Assert.False(Directory.Exists("/run/actorkube-test"));
    }
}

/// <summary>Volumes as links below a folder of the container's own.</summary>
[Collection("processes")]
public sealed class LinkedVolumeTests() : ProcessVolumeTests("processes");
