# expect: ACT101@9
# why: A generic trainer in one file takes the criterion; the script pairs a softmax model with it.
class Runner:
    def __init__(self, net, loss_fn, opt):
        self.net, self.loss_fn, self.opt = net, loss_fn, opt

    def step(self, batch):
        x, y = batch
        loss = self.loss_fn(self.net(x), y)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
