using ActorKube.Node.Processes;
using ActorKube.Protocol.Containers;
using Xunit;

namespace ActorKube.Node.Tests.Processes;

/// <summary>What a real container uses, as the machine counts it.</summary>
[Collection("processes")]
public sealed class ProcessUsageTests : IDisposable
{
    private const int Enough = 48 * 1024 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("actorkube-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("session")]
    [InlineData("processes")]
    public async Task Memory_and_processor_time_of_all_its_processes_are_its_own(string fenced)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/usr/bin/perl"), "needs Linux, and a program that takes memory");
        var isolation = fenced == "session" ? Isolation.Session : Isolation.Processes;
        var folder = new RunFolder(Path.Combine(_folder, "run"), "web", _folder, []);
        folder.Make();
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", [MarkedProcesses.Variable] = MarkedProcesses.MarkOf("usage") };
        // The one that takes it is a child of the first.
        string[] command = ["sh", "-c", $"perl -e 'my $x = \"a\" x {Enough}; $| = 1; print \"up\\n\"; 1 while 1'; :"];
        var launch = HostLaunch.Container(isolation, folder, environment, folder.Root, command, tty: false, stdin: false);
        var program = new ProcessContainerProgram(new("usage", isolation, launch, folder, environment, folder.Root, "127.0.0.1", null, 1024));
        var host = new Listener();
        program.Start(host);
        while (!host.Heard)
        {
            await host.Poked.WaitAsync(TimeSpan.FromSeconds(20));
            program.Proceed();
        }
        Skip.If(host.Ended, "this machine permits no process namespaces");

        var used = program.Usage(default);
        while (used.Cores < 0.01)
            used = program.Usage(default);
        program.Close();

        Assert.InRange(used.MemoryBytes, Enough, 4L * Enough);
        Assert.InRange(used.Cores, 0.01, Environment.ProcessorCount * 2);
    }

    private sealed class Listener : IProcessHost
    {
        internal SemaphoreSlim Poked { get; } = new(0);

        internal bool Heard { get; private set; }

        internal bool Ended { get; private set; }

        public bool HasRoom => true;

        public DateTimeOffset Now => default;

        public void Write(SessionStream stream, ReadOnlyMemory<byte> bytes) => Heard = true;

        public ReadOnlyMemory<byte>? Read(out bool ended)
        {
            ended = true;
            return null;
        }

        public void WakeAfter(TimeSpan time)
        {
        }

        public void Poke() => Poked.Release();

        public void Exit(int code, string? reason, string message) => Heard = Ended = true;
    }
}
