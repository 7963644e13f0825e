using System.Text;
using ActorKube.Rules.Containers.Network;
using k8s.Models;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>wget, curl, nslookup and nc in a simulated container, before a network that the test plays.</summary>
public sealed class NetworkCommandTests
{
    [Theory]
    [InlineData("wget -qO- http://web/", "hello GET /\n", "", 0)]
    [InlineData("wget -q -O - web:8080/a?b=c", "hello GET /a?b=c\n", "", 0)]
    [InlineData("wget -O- http://web", "hello GET /\n", "Connecting to web (127.9.9.9:80)\nwriting to stdout\nwritten to stdout\n", 0)]
    [InlineData("wget -q --post-data x=1 -O - web", "hello POST / x=1\n", "", 0)]
    [InlineData("wget -q http://web/page.html && cat page.html", "hello GET /page.html\n", "", 0)]
    [InlineData("wget -q http://web && cat index.html", "hello GET /\n", "", 0)]
    [InlineData("wget -qO /tmp/x http://web; cat /tmp/x", "hello GET /\n", "", 0)]
    [InlineData("wget -q --spider http://web", "", "", 0)]
    [InlineData("wget -q http://nowhere", "", "wget: bad address 'nowhere'\n", 1)]
    [InlineData("wget -q http://closed", "", "wget: can't connect to remote host (127.9.9.9): Connection refused\n", 1)]
    [InlineData("wget -q http://missing", "", "wget: server returned error: HTTP/1.1 404 Not Found\n", 1)]
    [InlineData("wget -q -T 3 http://slow", "", "wget: download timed out\n", 1)]
    [InlineData("wget -q ftp://web", "", "wget: not an http or ftp url: ftp://web\n", 1)]
    [InlineData("wget -qO /nodir/x http://web", "", "wget: can't open '/nodir/x': No such file or directory\n", 1)]
    [InlineData("curl -s web", "hello GET /\n", "", 0)]
    [InlineData("curl -sS -X PUT -d a=b -H 'X-A: b' http://web/p", "hello PUT /p a=b\n", "", 0)]
    [InlineData("curl -s -o /dev/null -w '%{http_code}' missing", "404", "", 0)]
    [InlineData("curl -sf missing", "", "", 22)]
    [InlineData("curl -f missing", "", "curl: (22) The requested URL returned error: 404\n", 22)]
    [InlineData("curl nowhere", "", "curl: (6) Could not resolve host: nowhere\n", 6)]
    [InlineData("curl -s closed", "", "", 7)]
    [InlineData("curl -m 2 slow", "", "curl: (28) Connection timed out after 2000 milliseconds\n", 28)]
    [InlineData("curl -I web", "HTTP/1.1 200 OK\r\nX: y\r\n\r\n", "", 0)]
    [InlineData("curl https://web", "", "curl: (35) TLS is not spoken by the simulated curl\n", 35)]
    [InlineData("curl", "", "curl: (2) no URL specified\n", 2)]
    [InlineData("curl --http2-prior-knowledge x web", "", "curl: option --http2-prior-knowledge: is unknown to the simulated curl, or \"x\" is no value for it\n", 2)]
    [InlineData("nslookup web", "Name:\tweb\nAddress: 127.9.9.9\n", "", 0)]
    [InlineData("nslookup nowhere", "", "** server can't find nowhere: NXDOMAIN\n", 1)]
    [InlineData("nc -zv web 80", "", "web (127.9.9.9:80) open\n", 0)]
    [InlineData("nc -z closed 80", "", "", 1)]
    [InlineData("nc -l -p 80", "", "nc: only \"nc -z [-v] [-w SEC] HOST PORT\" is supported by the simulated nc\n", 1)]
    public void Commands_ask_the_network_and_say_what_came(string script, string output, string errors, int code)
    {
        // An image with everything.
        var machine = new SimulatedMachine(new V1Container { Name = "main", Image = "example.com/unheard/of" }) { Network = Answer }.Sh(script);
        Assert.Equal((output, errors, code), (machine.Output, machine.Errors, machine.Code));
    }

    [Fact]
    public void A_pipeline_goes_on_when_the_answer_is_there()
    {
        var machine = new SimulatedMachine { Network = Answer }.Sh("wget -qO- http://web | head -n 1; echo done");
        Assert.Equal("hello GET /\ndone\n", machine.Output);
    }

    private static NetworkAnswer Answer(NetworkQuestion question) => question.Host switch
    {
        "nowhere" => new(NetworkFault.UnknownHost),
        "closed" => new(NetworkFault.Refused) { Address = "127.9.9.9" },
        "slow" => new(NetworkFault.TimedOut) { Address = "127.9.9.9" },
        "missing" => new(NetworkFault.None) { Address = "127.9.9.9", Status = 404, Phrase = "Not Found" },
        _ => new(NetworkFault.None)
        {
            Address = "127.9.9.9", Status = 200, Phrase = "OK", Headers = [("X", "y")],
            Body = Encoding.UTF8.GetBytes(question is RequestQuestion request
                ? $"hello {request.Method} {request.Target}{(request.Body.IsEmpty ? "" : " " + Encoding.UTF8.GetString(request.Body.Span))}\n" : ""),
        },
    };
}
