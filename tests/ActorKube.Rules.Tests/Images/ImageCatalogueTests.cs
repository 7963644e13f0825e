using System.Text;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Containers.Usage;
using ActorKube.Rules.Images;
using ActorKube.Rules.Tests.Containers;
using k8s.Models;
using Xunit;

namespace ActorKube.Rules.Tests.Images;

/// <summary>What is known of images, and what people may write about them.</summary>
public sealed class ImageCatalogueTests
{
    private static readonly ServerIdentity Who = new("web", "shop", "node-1", "main", "127.1.2.3", "web-host", "1.0");

    [Theory]
    [InlineData("nginx", true)]
    [InlineData("docker.io/library/nginx:1.27", true)]
    [InlineData("registry.k8s.io/busybox:1.27.2", true)]
    [InlineData("registry.k8s.io/e2e-test-images/agnhost:2.40", true)]
    [InlineData("example.com/mine", false)]
    public void An_image_is_found_by_its_repository(string image, bool known) => Assert.Equal(known, Find(ImageCatalogue.BuiltIn, image).IsKnown);

    [Fact]
    public void A_tag_may_decide()
    {
        Assert.Contains("Version: 1.0.0", Find(ImageCatalogue.BuiltIn, "gcr.io/google-samples/hello-app:1.0").Programs[0].Ports[0].Answers[0].Body, StringComparison.Ordinal);
        Assert.Contains("Version: 2.0.0", Find(ImageCatalogue.BuiltIn, "gcr.io/google-samples/hello-app:2.0").Programs[0].Ports[0].Answers[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_users_entries_come_first()
    {
        var (catalogue, faults) = ImageCatalogue.With([("mine.yaml", "images: [{ image: nginx, size: 1Ki }]")]);
        Assert.Empty(faults);
        Assert.Equal(1024, Find(catalogue!, "nginx").Bytes);
        Assert.True(Find(catalogue!, "redis").IsKnown);
    }

    [Theory]
    [InlineData("images:\n- image: a\n  colour: red", "mine.yaml:2: images[0].colour is not known here; known are accounts, command, commands, entrypoint, image, layers, missingTags, private, programs, size, startUp, tags")]
    [InlineData("images:\n- size: 5", "mine.yaml:2: images[0].image is required")]
    [InlineData("images:\n- image: a\n  size: much", "mine.yaml:2: images[0].size must be an amount such as 10Mi or 50m, not \"much\"")]
    [InlineData("images:\n- image: a\n  startUp: soon", "mine.yaml:2: images[0].startUp must be a time such as 100ms, 5s or 2m, not \"soon\"")]
    [InlineData("images:\n- image: a\n  commands: [perl]", "mine.yaml:2: images[0].commands must be posix, busybox, or names of commands that the simulated shell has, not \"perl\"")]
    [InlineData("images:\n- image: a\n  programs:\n  - name: p\n    ports: [{ port: 0 }]", "mine.yaml:5: images[0].programs[0].ports[0].port must be a whole number from 1 to 65535, not \"0\"")]
    [InlineData("images:\n- image: a\n  programs:\n  - name: p\n    ports: [{ protocol: udp, port: 1 }]", "mine.yaml:5: images[0].programs[0].ports[0].protocol must be one of http, tcp, grpc, not \"udp\"")]
    [InlineData("images:\n- image: a\n  programs:\n  - name: p\n    memory: { from: 1Mi, to: 2Mi }", "mine.yaml:5: images[0].programs[0].memory.over is required with to: how long the ramp takes")]
    [InlineData("images:\n- image: a\n  private: true\n  accounts: [alice]", "mine.yaml:2: images[0].accounts must be texts such as user:password, not \"alice\"")]
    [InlineData("images:\n- image: a\n  accounts: ['alice:secret']", "mine.yaml:2: images[0].accounts are for images with private: true")]
    [InlineData("images: [", "mine.yaml:")]
    public void What_is_wrong_is_said_with_its_place(string text, string fault)
    {
        var (catalogue, faults) = ImageCatalogue.With([("mine.yaml", text)]);
        Assert.Null(catalogue);
        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(30, 150)]
    [InlineData(60, 200)]
    [InlineData(600, 200)]
    public void A_ramp_goes_up_and_stays(int seconds, double used)
    {
        var ramp = new UsageCurve(100) { To = 200, Over = TimeSpan.FromSeconds(60) };
        Assert.Equal(used, ramp.At(TimeSpan.FromSeconds(seconds)), 3);
        Assert.Equal(45, ramp.Passes(175)!.Value.TotalSeconds, 2);
        Assert.Null(ramp.Passes(200));
    }

    [Fact]
    public void A_sine_swings_and_requests_add_to_it()
    {
        var sine = new UsageCurve(100) { Swing = 50, Period = TimeSpan.FromSeconds(40), PerRequest = 2 };
        Assert.Equal(150, sine.At(TimeSpan.FromSeconds(10)), 3);
        Assert.Equal(50, sine.At(TimeSpan.FromSeconds(30)), 3);
        Assert.Equal(120, sine.At(TimeSpan.FromSeconds(20), requestsPerSecond: 10), 3);
        Assert.InRange(sine.Passes(149)!.Value.TotalSeconds, 8.5, 10);
        Assert.Null(sine.Passes(151));
    }

    [Theory]
    [InlineData("registry.k8s.io/e2e-test-images/agnhost:2.40", "liveness", 8080, "/healthz", 5, 200, "ok")]
    [InlineData("registry.k8s.io/e2e-test-images/agnhost:2.40", "liveness", 8080, "/healthz", 11, 500, "error: 11")]
    [InlineData("registry.k8s.io/e2e-test-images/agnhost:2.40", "netexec", 8080, "/echo?msg=a%20b", 1, 200, "a b")]
    [InlineData("gcr.io/google-samples/hello-app:2.0", null, 8080, "/", 1, 200, "Hello, world!\nVersion: 2.0.0\nHostname: web-host\n")]
    [InlineData("nginx", null, 80, "/_status/healthz", 1, 404, null)]
    [InlineData("nginx", null, 80, "/", 1, 200, null)]
    [InlineData("nginx", null, 80, "/../../etc/hostname", 1, 404, null)]
    [InlineData("example.com/mine", null, 9000, "/any", 1, 200, "pod web, node node-1, container main, port 9000\n")]
    public void Servers_answer_as_their_images_do(string image, string? argument, int number, string target, int seconds, int status, string? body)
    {
        var container = new V1Container { Name = "main", Image = image, Args = argument is null ? null : [argument], Ports = [new V1ContainerPort { ContainerPort = 9000 }] };
        var (machine, port) = Serving(container, number);

        var reply = PortServer.Reply(port, HttpQuestion.Of("GET", target), Who, TimeSpan.FromSeconds(seconds), machine.Files);

        Assert.Equal(status, reply.Status);
        if (body is not null)
            Assert.Equal(body, Encoding.UTF8.GetString(reply.Body.Span));
    }

    [Fact]
    public void A_web_server_serves_the_files_that_somebody_put_there()
    {
        var (machine, port) = Serving(new V1Container { Name = "main", Image = "nginx" }, 80);
        Assert.Contains("Welcome to nginx!", Body(machine, port, "/"), StringComparison.Ordinal);

        machine.Sh("mkdir -p /usr/share/nginx/html/sub; echo hello > /usr/share/nginx/html/index.html; echo deep > /usr/share/nginx/html/sub/a.txt");

        Assert.Equal(("hello\n", "deep\n"), (Body(machine, port, "/"), Body(machine, port, "/sub/a.txt")));
        Assert.Equal(403, PortServer.Reply(port, HttpQuestion.Of("GET", "/sub"), Who, default, machine.Files).Status);
    }

    [Theory]
    [InlineData("nginx", 80, true)]
    [InlineData("nginx", 9000, false)]
    [InlineData("busybox", 9000, false)]
    [InlineData("example.com/mine", 9000, true)]
    [InlineData("example.com/mine", 80, false)]
    public void Programs_listen_where_they_do_in_reality_and_unknown_ones_where_it_is_declared(string image, int port, bool listens)
    {
        var container = new V1Container { Name = "main", Image = image, Ports = [new V1ContainerPort { ContainerPort = 9000 }] };
        Assert.Equal(listens, Run(container).Container.Listening(port) is not null);
    }

    [Fact]
    public void A_program_that_a_script_starts_listens_too_and_no_longer_than_it_runs()
    {
        var machine = new SimulatedMachine(new V1Container { Name = "main", Image = "nginx" });
        machine.Run(["sh", "-c", "nginx & sleep 5; kill %1; wait"], steps: 12);
        Assert.NotNull(machine.Container.Listening(80));
        machine.Run(["sh", "-c", "nginx & sleep 1; kill $!; wait"]);
        Assert.Null(new SimulatedMachine(new V1Container { Name = "main", Image = "nginx" }).Container.Listening(80));
    }

    private static string Body(SimulatedMachine machine, ServedPort port, string target) =>
        Encoding.UTF8.GetString(PortServer.Reply(port, HttpQuestion.Of("GET", target), Who, default, machine.Files).Body.Span);

    private static (SimulatedMachine Machine, ServedPort Port) Serving(V1Container container, int port)
    {
        var machine = Run(container);
        return (machine, machine.Container.Listening(port)!.Value.Port);
    }

    private static SimulatedMachine Run(V1Container container)
    {
        var machine = new SimulatedMachine(container);
        var decision = Rules.Containers.ContainerBehaviour.Decide(
            container, SimulatedMachine.ImageOf(container), Model.Objects.LabelSet.Empty, SimulatedMachine.EnvironmentOf(container), "web", 0);
        return machine.Run(decision.Program!.Start(machine.Container, isTerminal: false), steps: 20);
    }

    private static ImageFacts Find(ImageCatalogue catalogue, string image) => catalogue.Find(ImageReference.TryParse(image, out var reference) ? reference : throw new ArgumentException(image));
}
