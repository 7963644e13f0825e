using System.Text;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Containers;
using Akka.Actor;
using Akka.TestKit;

namespace ActorKube.Node.Tests;

/// <summary>The API server's end of a session, played by the test.</summary>
internal sealed class SessionClient(TestProbe probe, TimeSpan patience)
{
    internal const int Window = 1000;

    private readonly IncomingStream _stdout = new(SessionStream.Stdout, Window);
    private readonly IncomingStream _stderr = new(SessionStream.Stderr, Window);
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private OutgoingStream _stdin = new(SessionStream.Stdin, 0);
    private IActorRef _session = ActorRefs.Nobody;

    /// <summary>How the session ended.</summary>
    internal SessionEnded? Ended { get; private set; }

    internal string Output => _output.ToString();

    internal string Errors => _errors.ToString();

    internal IActorRef Session => _session;

    internal IActorRef Self => probe;

    /// <summary>Asks a host for a session that it must give.</summary>
    internal SessionClient Open(IActorRef host, OpenSession request)
    {
        host.Tell(request, probe);
        var opened = probe.ExpectMsg<SessionOpened>(patience);
        (_session, _stdin) = (probe.LastSender, new(SessionStream.Stdin, opened.Window));
        return this;
    }

    /// <summary>Asks a host for a session that it must refuse.</summary>
    internal string Refused(IActorRef host, OpenSession request)
    {
        host.Tell(request, probe);
        return probe.ExpectMsg<SessionRefused>(patience).Refusal.ToString();
    }

    /// <summary>Takes what comes, and grants as it goes, until the output holds this text.</summary>
    internal SessionClient Until(string text)
    {
        while (!Output.Contains(text, StringComparison.Ordinal) && Ended is null)
            Take();
        Assert(Output.Contains(text, StringComparison.Ordinal), $"the output is \"{Output}\", the errors \"{Errors}\"");
        return this;
    }

    /// <summary>Takes what comes until there are so many bytes of output.</summary>
    internal SessionClient UntilLength(long bytes)
    {
        while (_output.Length < bytes && Ended is null)
            Take();
        return this;
    }

    /// <summary>Takes what comes until the session is over.</summary>
    internal SessionClient ToTheEnd()
    {
        while (Ended is null)
            Take();
        return this;
    }

    /// <summary>Takes what comes until the session is over, without counting it.</summary>
    internal SessionClient ToTheEndUncounted()
    {
        while (Ended is null)
            switch (probe.ReceiveOne(patience))
            {
                case SessionData data:
                    _output.Append(Encoding.UTF8.GetString(data.Bytes.Span));
                    break;
                case SessionEnded ended:
                    Ended = ended;
                    break;
                case null:
                    Assert(false, $"nothing came for {patience}; the output so far is \"{Output}\"");
                    break;
            }
        return this;
    }

    /// <summary>Sends a line of input.</summary>
    internal SessionClient Type(string text)
    {
        _session.Tell(_stdin.Send(Encoding.UTF8.GetBytes(text)), probe);
        return this;
    }

    /// <summary>Sends as many bytes of input as the node takes; returns how many.</summary>
    internal long TypeAsMuchAsAllowed()
    {
        while (_stdin.Room > 0)
            Type(new string('x', _stdin.Room));
        return _stdin.Offset;
    }

    /// <summary>Takes so many bytes of output without granting more.</summary>
    internal string Uncounted(int bytes)
    {
        var text = new StringBuilder();
        while (text.Length < bytes)
            text.Append(Encoding.UTF8.GetString(probe.FishForMessage<SessionData>(_ => true, patience).Bytes.Span));
        return text.ToString();
    }

    internal SessionClient EndInput()
    {
        _session.Tell(_stdin.End(), probe);
        return this;
    }

    internal void Tell(IContainerMessage message) => _session.Tell(message, probe);

    /// <summary>Bytes that came without being granted more, and nothing follows them.</summary>
    internal string WithoutGranting()
    {
        var text = new StringBuilder();
        for (var left = Window; left > 0;)
        {
            var data = probe.FishForMessage<SessionData>(_ => true, patience);
            Assert(_stdout.Take(data), "more came than was granted");
            text.Append(Encoding.UTF8.GetString(data.Bytes.Span));
            left -= data.Bytes.Length;
        }
        return text.ToString();
    }

    private void Take()
    {
        switch (probe.ReceiveOne(patience))
        {
            case SessionData data:
                var incoming = data.Stream == SessionStream.Stderr ? _stderr : _stdout;
                Assert(incoming.Take(data), "a part of the data is missing, or more came than was granted");
                (data.Stream == SessionStream.Stderr ? _errors : _output).Append(Encoding.UTF8.GetString(data.Bytes.Span));
                if (incoming.Consume(data.Bytes.Length) is { } more)
                    _session.Tell(more, probe);
                break;
            case SessionCredit credit:
                _stdin.Grant(credit.Limit);
                break;
            case SessionEnded ended:
                Assert(_stdout.HasAll(ended.StdoutOffset) && _stderr.HasAll(ended.StderrOffset), "a part of the data is missing at the end");
                Ended = ended;
                break;
            case null:
                Assert(false, $"nothing came for {patience}; the output so far is \"{Output}\", the errors \"{Errors}\"");
                break;
        }
    }

    private static void Assert(bool holds, string otherwise) => Xunit.Assert.True(holds, otherwise);
}
