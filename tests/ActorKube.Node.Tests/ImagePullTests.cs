using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit.Objects;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>How pods get their images, carried out by the actors.</summary>
public sealed class ImagePullTests : NodeHarness
{
    private static readonly string Catalogue = Path.Combine(Path.GetTempPath(), $"actorkube-images-{Environment.ProcessId}.yaml");

    public ImagePullTests() : base(Described("""
        images:
        - { image: r.example.com/app, private: true, accounts: ["alice:secret"], size: 1Mi, entrypoint: [pause], programs: [{ name: pause }] }
        - { image: "*/endless", size: 4Pi, entrypoint: [pause], programs: [{ name: pause }] }
        - { image: "*/slow", size: 400Mi, entrypoint: [pause], programs: [{ name: pause }] }
        """))
    {
    }

    [Fact]
    public void A_private_image_is_had_with_the_secret_that_the_pod_names_once_it_is_there()
    {
        var pod = Bound(APod("web").Running("r.example.com/app:1").With("spec.imagePullSecrets", JsonNode.Parse("""[{ "name": "regcred" }]"""))).Build();
        Join(1, pod);
        Provide(KindCatalogue.Secret);

        Assert.Equal("Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.", Event(pod, "FailedToRetrieveImagePullSecret"));
        Assert.Equal("Pulling image \"r.example.com/app:1\"", Event(pod, "Pulling"));
        Assert.EndsWith("no basic auth credentials", Waiting(pod, "ErrImagePull"), StringComparison.Ordinal);
        Assert.StartsWith("Back-off pulling image \"r.example.com/app:1\": ErrImagePull: failed to pull", Waiting(pod, "ImagePullBackOff"), StringComparison.Ordinal);
        Assert.Equal("Back-off pulling image \"r.example.com/app:1\"", Event(pod, "BackOff"));

        Offer(new WatchEvent(WatchEventType.Added, Credentials("alice:wrong", 20)));
        StatusOf(pod, status => Message(status).EndsWith("401 Unauthorized", StringComparison.Ordinal));

        Offer(new WatchEvent(WatchEventType.Modified, Credentials("alice:secret", 21)));
        Running(pod);
        Assert.EndsWith("Image size: 1048576 bytes.", Event(pod, "Pulled"), StringComparison.Ordinal);
    }

    [Fact]
    public void Containers_of_one_pod_pull_an_image_once_and_other_pods_find_it()
    {
        var (first, second) = (Bound(APod("first").Running("r/slow:1").Container("twin", "r/slow:1")).Build(), Bound(APod("second").Running("docker.io/r/slow:1")).Build());
        Join(1, first);
        Running(first);
        Bind(second);
        Running(second);

        Assert.Equal(
            ["Successfully pulled image \"r/slow:1\" in 2s (2s including waiting). Image size: 419430400 bytes.", "Container image \"r/slow:1\" already present on machine"],
            Messages(first, "Pulled"));
        Assert.Equal("Container image \"docker.io/r/slow:1\" already present on machine", Event(second, "Pulled"));
        Assert.Empty(Messages(second, "Pulling"));
    }

    [Fact]
    public void Images_come_one_after_the_other_until_the_pod_that_holds_them_up_is_deleted()
    {
        var (endless, next) = (Bound(APod("endless").Running("r/endless:1")).Build(), Bound(APod("next").Running("r/slow:1")).Build());
        Join(1, endless);
        Event(endless, "Pulling");
        Bind(next);
        Event(next, "Pulling");
        Assert.Empty(Messages(next, "Pulled"));

        Remove(endless);

        Running(next);
        Assert.StartsWith("Successfully pulled image \"r/slow:1\" in 2s (", Event(next, "Pulled"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_image_in_one_container_does_not_keep_the_others_from_theirs()
    {
        var pod = Bound(APod("mixed").Running("nginx:1.161").Container("broken", "<none>").Container("fine", "nginx:1.27")).Build();
        Join(1, pod);

        var status = StatusOf(pod, status => Reason(status, "main") == "ImagePullBackOff" && Reason(status, "broken") == "InvalidImageName" && Reason(status, "fine") is null);

        Assert.Equal("Pending", (string?)status["phase"]);
        Assert.NotNull(Container(status, "fine")["state"]!["running"]);
    }

    [Fact]
    public void An_image_stays_when_the_runtime_that_pulled_it_dies()
    {
        var pod = Bound(APod("web").Running("r/slow:1")).Build();
        Join(1, pod);
        Running(pod);

        Actor($"{NodeName}/runtime").Tell(Kill.Instance);

        StatusOf(pod, status => IsReady(status) && Restarts(status) == 1);
        Assert.Contains("Container image \"r/slow:1\" already present on machine", Messages(pod, "Pulled"));
    }

    [Fact]
    public void A_node_says_which_images_it_has_and_says_so_again_to_another_control_plane()
    {
        const string Images = """[{"names":["r.example.com/slow:1"],"sizeBytes":419430400}]""";
        Join(1, Bound(APod("web").Running("r.example.com/slow:1")).Build());

        var patch = Fish<SubmitWrites>(submit => submit.Writes.OfType<PatchObject>().Any()).Writes.OfType<PatchObject>().Single();
        Assert.Equal((ResourceKey.Node(NodeName), Subresource.Status), (patch.Key, patch.Subresource));
        Assert.Equal($"{{\"status\":{{\"images\":{Images}}}}}", Encoding.UTF8.GetString(patch.Patch.Span));

        Host.Tell(new HeartbeatsAcknowledged(2, [], []), ControlPlane);
        var offered = JsonNode.Parse(Fish<RegisterNodes>().Nodes[0].Span)!;
        Assert.Equal(Images, offered["status"]!["images"]!.ToJsonString());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        File.Delete(Catalogue);
    }

    private static string Described(string catalogue)
    {
        File.WriteAllText(Catalogue, catalogue);
        return $"images = [\"{Catalogue}\"]";
    }

    private static ApiObject Credentials(string account, long revision) => ASecret("regcred").With("type", "kubernetes.io/dockerconfigjson")
        .Holding(".dockerconfigjson", $$$$"""{"auths":{"r.example.com":{"auth":"{{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(account))}}}}"}}}""").Stored(revision).Build();

    private string Waiting(ApiObject pod, string reason) => Message(StatusOf(pod, status => Reason(status, "main") == reason));

    private static string Message(JsonNode status) => (string?)Container(status, "main")["state"]?["waiting"]?["message"] ?? "";

    private static string? Reason(JsonNode status, string container) => (string?)Container(status, container)["state"]?["waiting"]?["reason"];

    private static JsonNode Container(JsonNode status, string name) => status["containerStatuses"]!.AsArray().First(container => (string?)container!["name"] == name)!;
}
